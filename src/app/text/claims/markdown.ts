import { markdownCell, markdownLine } from "../../../report/markdown-line.js";
import type { ClaimsReport } from "../../claims/claims.js";
import { oursText, paperText } from "../../../report/explanation/claims.js";

/** A table of GitHub's Markdown, a row a claim. */
export const claimsMarkdown = ({ profile, claims, counts }: ClaimsReport): string =>
  [
    `**Claims of the paper** (profile ${profile}: ${Object.entries(counts.ours)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(", ")})`,
    "",
    markdownLine(["claim", "where", "on paper", `profile ${profile}`]),
    "|---|---|---|---|",
    ...claims.map((claim) =>
      markdownLine(
        [`${claim.id}: ${claim.statement}`, claim.where, paperText(claim), oursText(claim)].map(
          markdownCell,
        ),
      ),
    ),
    "",
  ].join("\n");
