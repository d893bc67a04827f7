import { hoursText } from "../../base/text/hours.js";
import { plural } from "../../base/text/plural.js";
import { VERDICT_SETTINGS } from "../verdicts/settings.js";
import type { Verdict, VerdictKind } from "../verdicts/verdict.js";

/** A sign of its own for each verdict, so that none is told by colour alone. */
export const VERDICT_SIGNS: Readonly<Record<VerdictKind, string>> = {
  equivalent: "=",
  different: "≠",
  inconclusive: "?",
  undecidable: "~",
  suspect: "!",
  quoted: "“",
  missing: "–",
};

/** A verdict in a sentence, with what would decide it. @param margin of the test. */
export function verdictText(verdict: Verdict, margin: number): string {
  switch (verdict.kind) {
    case "equivalent":
      return `equivalent within ±${margin}`;
    case "different":
      return `different by more than ${margin} (p ${verdict.p.toPrecision(2)}, corrected for all cells of the table)`;
    case "inconclusive":
      return inconclusiveText(verdict);
    case "undecidable":
      return `undecidable at ±${margin}: the paper's own seeds leave too much, ±${verdict.margin} is the smallest margin that can be decided`;
    case "missing":
      return "missing: there is no number of ours yet";
    case "quoted":
      return "quoted: the paper copied this number, so that it is no reproduction of the paper";
    case "suspect":
      return "suspect: other printed numbers contradict it";
  }
}

function inconclusiveText({
  seeds,
  hours,
  chance,
}: Extract<Verdict, { kind: "inconclusive" }>): string {
  if (chance === null)
    return "inconclusive: one seed, and no other row to take a spread from; a second seed gives one";
  const cost = hours === null ? "" : `, ${hoursText(hours)}`;
  if (seeds !== null) return `inconclusive: ${plural(seeds, "more seed")} decide${cost}`;
  return `inconclusive: ${VERDICT_SETTINGS.practicalSeeds} seeds in all decide with a probability of ${Math.round(100 * chance)} %`;
}

/** What the audit found against a suspect number, and what ours says of each reading of it; of other verdicts nothing. */
export const suspicionLines = (verdict: Verdict | null): readonly string[] =>
  verdict?.kind !== "suspect"
    ? []
    : [
        ...verdict.findings.map(({ id, message }) => `${id}: ${message}`),
        ...verdict.readings.map(
          ({ printed, why, verdict: found }) =>
            `${printed.toFixed(2)}, ${why}: ${found ?? "no number of ours"}`,
        ),
      ];
