import { hoursText } from "../../base/text/hours.js";
import { plural } from "../../base/text/plural.js";
import type { PaperNumber, ReportCell } from "../cell.js";
import type { Interval } from "../statistics/estimate.js";
import type { Judgement } from "../verdicts/judgement.js";
import { suspicionLines, verdictText } from "./verdict.js";

/** Something that is known of a cell. */
export interface Fact {
  readonly name: string;
  readonly text: string;
  /** What stands below it, a line each. */
  readonly lines: readonly string[];
}

const fact = (name: string, text: string, lines: readonly string[] = []): Fact => ({
  name,
  text,
  lines,
});

const signed = (value: number): string => `${value < 0 ? "" : "+"}${value.toFixed(2)}`;
const between = ([low, high]: Interval, of: (value: number) => string): string =>
  `${of(low)} to ${of(high)}`;
const plain = (value: number): string => value.toFixed(2);

/** What our number says of the printed one, and what that rests on: the same words in every output. */
export function cellFacts(cell: ReportCell): readonly Fact[] {
  const { ours, paper, profile, verdict, judgement } = cell;
  return [
    ...(ours.kind === "value" ? [fact("ours", oursText(ours))] : []),
    ...(ours.kind === "count" ? [fact("ours", `${ours.count}, counted`)] : []),
    ...(paper !== null && paper.text !== "" ? [fact("paper", paperText(paper))] : []),
    ...(paper !== null && profile !== "paper"
      ? [fact("no verdict", `profile ${profile} is another scale than the paper's`)]
      : []),
    ...(verdict === null || judgement === null
      ? []
      : [
          fact("verdict", verdictText(verdict, judgement.margin), suspicionLines(verdict)),
          ...basis(judgement),
        ]),
  ];
}

function oursText({
  aggregate: { mean, std, n, interval },
  waiting,
}: Extract<ReportCell["ours"], { kind: "value" }>): string {
  const rest = waiting === 0 ? "" : `; ${plural(waiting, "seed")} of ${n + waiting} still to come`;
  if (std === null || interval === null) return `${plain(mean)}, one seed: no spread${rest}`;
  return `${plain(mean)} ± ${plain(std)} over ${n} seeds (95 % of the mean: ${between(interval, plain)})${rest}`;
}

/** "73.29, quoted from Wang et al. (2023); it stands for 73.285 to 73.295". */
function paperText({ text, range, source, citedFrom, meanOf }: PaperNumber): string {
  const what =
    meanOf !== null ? `a mean of ${meanOf} seeds without a spread` : PRINTED_SOURCES[source];
  const from = citedFrom === null ? "" : ` from ${citedFrom}`;
  const digits = (text.split(".")[1]?.length ?? 0) + 1;
  const rounding =
    range === null || source === "statistics"
      ? ""
      : `; it stands for ${between(range, (value) => value.toFixed(digits))}`;
  return `${text}, ${what}${from}${rounding}`;
}

const PRINTED_SOURCES: Readonly<Record<PaperNumber["source"], string>> = {
  ours: "the authors' method",
  reproduced: "the authors' rerun of a baseline",
  quoted: "quoted",
  unmarked: "it does not say where it comes from",
  statistics: "counted",
};

function basis(judgement: Judgement): readonly Fact[] {
  const { deviation, difference, p, level, tier, group, hoursPerSeed } = judgement;
  return [
    ...(difference === null
      ? []
      : [
          fact(
            "ours minus paper",
            `${signed(difference.value)} (95 %: ${between(difference.interval, signed)}; 90 %, which equivalence asks for: ${between(difference.tested, signed)})`,
          ),
        ]),
    ...(deviation === null ? [] : [fact("s", deviationText(deviation))]),
    ...(p === null || level === null
      ? []
      : [
          fact(
            "p",
            `equivalent ${p.equivalent.toPrecision(2)} at level ${level.equivalent}, different ${p.different.toPrecision(2)} at level ${level.different.toPrecision(2)} (shared by the table's cells)`,
          ),
        ]),
    ...(tier === null ? [] : [fact("rank", `tier ${tier} of ${group}`)]),
    ...(hoursPerSeed === null ? [] : [fact("one more seed", `about ${hoursText(hoursPerSeed)}`)]),
  ];
}

function deviationText({
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
  return `${plain(sd)}, ${how}, ${plural(df, "degree")} of freedom${p}`;
}
