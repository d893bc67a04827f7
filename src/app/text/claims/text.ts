import { fold } from "../../../base/text/fold.js";
import { plural } from "../../../base/text/plural.js";
import { textTable } from "../../../base/text/table.js";
import type { ComparisonOutcome } from "../../../report/claims/outcome.js";
import type { ClaimOutcome, ClaimsReport } from "../../claims/claims.js";
import { numberText, oursText, paperText, spreadText } from "../../../report/explanation/claims.js";

const WIDTH = 80;
/** Comparisons of a claim that are listed one by one; of more, those that go against it and the one that decides. */
const MOST_LISTED = 12;

/** Every claim on a line, the paper's reading beside ours. */
export function claimsText({ profile, claims, counts }: ClaimsReport): string {
  const rows = claims.map(({ id, paper, ours }) => [id, paper.verdict, ours.verdict]);
  return [
    textTable(["claim", "on paper", `here (${profile})`], rows, 3, WIDTH),
    sumText("on paper", claims.length, counts.paper),
    sumText(`here (${profile})`, claims.length, counts.ours),
    ...notes(profile),
    "",
  ].join("\n");
}

/** Each claim in full, with its comparisons. */
export const claimDetails = ({ profile, claims }: ClaimsReport): string =>
  [...claims.map((claim) => detailsOf(claim, profile)), ...notes(profile), ""].join("\n");

const sumText = (what: string, all: number, counts: Readonly<Record<string, number>>): string =>
  fold(
    `${what}: ${plural(all, "claim")}: ${Object.entries(counts)
      .map(([verdict, count]) => `${count} ${verdict}`)
      .join(", ")}`,
    WIDTH,
  );

const notes = (profile: string): readonly string[] =>
  [
    "On paper: what the printed numbers alone say; they have no spread.",
    "Decided by 95 % intervals over seeds (paired) and documents; each claim by itself.",
    ...(profile === "paper"
      ? []
      : [`Profile ${profile} is another scale: only claims that do not depend on it are tested.`]),
  ].map((line) => fold(line, WIDTH));

function detailsOf(claim: ClaimOutcome, profile: string): string {
  const { id, statement, where, origin, reading, note } = claim;
  const listed = listedOf(claim);
  const rest = claim.comparisons.length - listed.length;
  return [
    id,
    fold(`  ${statement} (${origin === "control" ? "control; " : ""}${where})`, WIDTH, ""),
    ...(reading === null ? [] : [fold(`  read as: ${reading}`, WIDTH)]),
    ...(note === null ? [] : [fold(`  note: ${note}`, WIDTH)]),
    fold(`  on paper: ${paperText(claim)}`, WIDTH),
    fold(`  here (${profile}): ${oursText(claim)}`, WIDTH),
    ...(listed.length === 0
      ? []
      : [
          textTable(
            ["compared", "on paper", "here", "95 %"],
            listed.map((each) => rowOf(claim, each)),
            [0, 3],
            WIDTH,
          ),
        ]),
    ...(rest > 0 && listed.length > 0
      ? [`  and ${plural(rest, "comparison")} more: --format csv lists all`]
      : []),
    "",
  ].join("\n");
}

function listedOf({ comparisons, ours }: ClaimOutcome): readonly ComparisonOutcome[] {
  const known = comparisons.filter((each) => each.paper !== null || each.ours !== null);
  if (known.length <= MOST_LISTED) return known;
  return known
    .filter(
      ({ at, paper, ours: own }) =>
        at === ours.decisive || paper?.holds === false || own?.holds === false,
    )
    .slice(0, MOST_LISTED);
}

const rowOf = (
  { kind }: ClaimOutcome,
  { at, paper, ours }: ComparisonOutcome,
): readonly string[] => [
  at,
  paper === null ? "" : numberText(kind, paper.value),
  ours === null ? "" : numberText(kind, ours.value),
  ours === null ? "" : spreadText(ours),
];
