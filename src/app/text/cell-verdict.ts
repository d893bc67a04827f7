import { plural } from "../../base/text/plural.js";
import type { PaperNumber, ReportCell } from "../../report/cell.js";
import type { Interval } from "../../report/statistics/estimate.js";
import type { Judgement } from "../../report/verdicts/judgement.js";
import type { Verdict } from "../../report/verdicts/verdict.js";
import { criteriaText } from "./criteria.js";
import { hoursText } from "./hours.js";

const signed = (value: number): string => `${value < 0 ? "" : "+"}${value.toFixed(2)}`;
const between = ([low, high]: Interval, of: (value: number) => string): string =>
  `${of(low)} to ${of(high)}`;
const plain = (value: number): string => value.toFixed(2);

/** What our number says of the printed one, and what that rests on: lines for people. */
export function cellVerdictLines(cell: ReportCell): readonly string[] {
  const { ours, paper, profile, verdict, judgement } = cell;
  return [
    ...(ours.kind === "value" ? [`ours: ${oursLine(ours.aggregate)}`] : []),
    ...(paper !== null && paper.text !== "" ? [`paper: ${paperLine(paper)}`] : []),
    ...(paper !== null && profile !== "paper"
      ? [`No verdict: profile ${profile} is another scale than the paper's.`]
      : []),
    ...(verdict === null || judgement === null
      ? []
      : [`verdict: ${verdictText(verdict, judgement.margin)}`, ...basisLines(judgement)]),
  ];
}

function oursLine({
  mean,
  std,
  n,
  interval,
}: Extract<ReportCell["ours"], { kind: "value" }>["aggregate"]): string {
  if (std === null || interval === null) return `${plain(mean)}, one seed: no spread`;
  return `${plain(mean)} ± ${plain(std)} over ${n} seeds (95 % of the mean: ${between(interval, plain)})`;
}

/** "73.29, quoted from Wang et al. (2023); rounded from 73.285 to 73.295". */
function paperLine({ text, range, source, citedFrom, meanOf }: PaperNumber): string {
  const what =
    meanOf !== null
      ? `a mean of ${meanOf} seeds without a spread`
      : source === "quoted"
        ? "quoted"
        : source === "reproduced"
          ? "the authors' rerun of a baseline"
          : "it does not say where it comes from";
  const from = citedFrom === null ? "" : ` from ${citedFrom}`;
  const digits = (text.split(".")[1]?.length ?? 0) + 1;
  const rounding =
    range === null ? "" : `; it stands for ${between(range, (value) => value.toFixed(digits))}`;
  return `${text}, ${what}${from}${rounding}`;
}

/** A verdict in a sentence. @param margin of the test. */
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
      return [
        "suspect: other printed numbers contradict it",
        ...verdict.findings.map(({ id, message }) => `  ${id}: ${message}`),
        ...verdict.readings.map(
          (each) => `  ${plain(each.printed)}, ${each.why}: ${each.verdict ?? "no number of ours"}`,
        ),
      ].join("\n");
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
  return `inconclusive: 20 seeds in all decide with a probability of ${Math.round(100 * chance)} %`;
}

function basisLines(judgement: Judgement): readonly string[] {
  const { deviation, difference, p, level, panel, tier, group, hoursPerSeed } = judgement;
  return [
    ...(difference === null
      ? []
      : [
          `ours minus paper: ${signed(difference.value)} (95 %: ${between(difference.interval, signed)}; 90 %, which equivalence asks for: ${between(difference.tested, signed)})`,
        ]),
    ...(deviation === null ? [] : [deviationLine(deviation)]),
    ...(p === null || level === null
      ? []
      : [
          `p: equivalent ${p.equivalent.toPrecision(2)} at level ${level.equivalent}, different ${p.different.toPrecision(2)} at level ${level.different.toPrecision(2)} (shared by the table's cells)`,
        ]),
    ...(tier === null ? [] : [`rank: tier ${tier} of ${group}`]),
    ...(hoursPerSeed === null ? [] : [`one more seed: about ${hoursText(hoursPerSeed)}`]),
    ...(panel === null ? [] : [criteriaText(panel)]),
  ];
}

function deviationLine({
  sd,
  df,
  rows,
  rowsOfGroup,
  homogeneity,
}: NonNullable<Judgement["deviation"]>): string {
  const p = homogeneity === null ? "" : `, Bartlett's test p ${homogeneity.toPrecision(2)}`;
  const how =
    rows > 1
      ? `pooled over ${rows} rows of its column`
      : rowsOfGroup > 1
        ? `its own: the ${rowsOfGroup} rows of its column differ in theirs`
        : "its own";
  return `s: ${plain(sd)}, ${how}, ${plural(df, "degree")} of freedom${p}`;
}
