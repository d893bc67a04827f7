import { seededRandom, type Random } from "../../src/base/random.js";
import type { VerdictCell } from "../../src/report/verdicts/measured.js";
import { tableVerdicts } from "../../src/report/verdicts/table.js";
import type { Verdict } from "../../src/report/verdicts/verdict.js";
import { phiInverse } from "../../src/report/statistics/distributions.js";
import type { Measure } from "../measure.js";
import { normal } from "./normal.js";

export const UNDECIDABLE_NOTE =
  "Undecidable cells: tables of 12 rows as they may be observed, one row off by any difference; truths that may be behind " +
  "them are drawn as the observed seeds let expect, then the further seeds.";

const ROWS = 12;
const DEVIATIONS = [0.1, 0.2, 0.3, 0.4, 0.6];
const MANY = 1000;

const steps = (from: number, to: number, step: number): readonly number[] =>
  Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, at) => from + at * step);

const tablesOf = (seeds: readonly number[], differences: readonly number[]): readonly Observed[] =>
  DEVIATIONS.flatMap((sd) =>
    seeds.flatMap((each) => differences.map((difference) => ({ seeds: each, sd, difference }))),
  );

/** A table as it is observed: the first row is off by `difference`, the others agree with the paper. */
interface Observed {
  readonly seeds: number;
  readonly sd: number;
  readonly difference: number;
}

/** So many values with exactly this mean and deviation. */
function valuesOf(count: number, mean: number, sd: number): readonly number[] {
  const raw = Array.from({ length: count }, (_, at) => phiInverse((at + 0.5) / count));
  const scale = Math.sqrt(raw.reduce((sum, x) => sum + x * x, 0) / (count - 1));
  return raw.map((x) => mean + (sd * x) / scale);
}

const cellsOf = ({ seeds, sd, difference }: Observed): readonly VerdictCell[] =>
  Array.from({ length: ROWS }, (_, row) => ({
    id: `r${row}`,
    group: "column",
    printed: 70,
    decimals: 2,
    source: "ours",
    suspicion: null,
    values: valuesOf(seeds, 70 + (row === 0 ? difference : 0), sd),
    hoursPerSeed: null,
  }));

const isDecided = (verdict: Verdict | undefined): boolean =>
  verdict?.kind === "equivalent" || verdict?.kind === "different";

/** Whether the first row is decided once all open rows have so many more seeds of a truth that may be behind the table. */
function decidesOnce(observed: Observed, more: number, random: Random): boolean {
  const draw = normal(random);
  const { seeds, sd } = observed;
  const df = ROWS * (seeds - 1);
  let squares = 0;
  for (let i = 0; i < df; i++) squares += draw() ** 2;
  const sigma = sd * Math.sqrt(df / squares);
  const cells = cellsOf(observed);
  const later = tableVerdicts(cells).map(({ verdict }, row) => {
    const cell = cells[row];
    if (isDecided(verdict)) return cell;
    const mean = cell.values.reduce((sum, value) => sum + value, 0) / seeds;
    const truth = mean + (sigma * draw()) / Math.sqrt(seeds);
    const further = Array.from({ length: more }, () => truth + sigma * draw());
    return { ...cell, values: [...cell.values, ...further] };
  });
  return isDecided(tableVerdicts(later)[0].verdict);
}

export interface Followed {
  /** Tables of which the first row is undecidable. */
  tables: number;
  draws: number;
  decided: number;
}

/** Draws truths behind each of these tables whose first row is given further seeds. */
function follow(
  tables: readonly Observed[],
  draws: number,
  seedsOf: (verdict: Verdict, seeds: number) => number | null,
): Followed {
  const random = seededRandom(14, "advice");
  const tally = { tables: 0, draws: 0, decided: 0 };
  for (const observed of tables) {
    const more = seedsOf(tableVerdicts(cellsOf(observed))[0].verdict, observed.seeds);
    if (more === null) continue;
    tally.tables++;
    for (let i = 0; i < draws; i++) {
      tally.draws++;
      tally.decided += Number(decidesOnce(observed, more, random));
    }
  }
  return tally;
}

/** What 1,000 seeds make of undecidable cells. @param draws of each table. */
export const followedUndecidable = (draws: number, step = 0.2): Followed =>
  follow(tablesOf([3, 5, 10], steps(0, 1.6, step)), draws, (verdict, seeds) =>
    verdict.kind === "undecidable" ? MANY - seeds : null,
  );

/** The share that is decided. @param draws of each table. */
export function measureUndecidable(draws: number): readonly Measure[] {
  const { decided, draws: of, tables } = followedUndecidable(draws);
  return [
    {
      name: "undecidable: decided by 1,000 seeds",
      value: (100 * decided) / of,
      unit: "%",
      limit: 90,
      how: `${decided} of ${of}, of ${tables} observed tables`,
    },
  ];
}
