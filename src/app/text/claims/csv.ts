import { printedCsv } from "../../../report/csv-text.js";
import type { ClaimsReport } from "../../claims/claims.js";

const HEAD = [
  ...["claim", "profile", "origin", "scale", "kind", "where", "paper_verdict", "verdict"],
  ...["at", "paper", "paper_holds", "ours", "holds", "n_seeds", "pm_seeds", "pm_documents", "pm"],
];

/** One row a comparison, unrounded. Lines end as in text: carriage returns are not for a terminal. */
export const claimsCsv = ({ profile, claims }: ClaimsReport): string =>
  printedCsv([
    HEAD,
    ...claims.flatMap(({ id, origin, scale, kind, where, paper, ours, comparisons }) =>
      comparisons.map((each) => [
        ...[id, profile, origin, scale, kind, where, paper.verdict, ours.verdict, each.at],
        ...[text(each.paper?.value), text(each.paper?.holds)],
        ...[text(each.ours?.value), text(each.ours?.holds), text(each.ours?.seeds)],
        ...[text(each.ours?.spread?.seeds), text(each.ours?.spread?.documents)],
        text(each.ours?.spread?.both),
      ]),
    ),
  ]);

const text = (value: number | boolean | null | undefined): string =>
  value === null || value === undefined ? "" : String(value);
