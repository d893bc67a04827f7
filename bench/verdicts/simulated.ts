import type { Random } from "../../src/base/random.js";
import type { Verdict } from "../../src/report/verdicts/verdict.js";
import { VERDICT_SETTINGS } from "../../src/report/verdicts/settings.js";
import type { VerdictCell } from "../../src/report/verdicts/measured.js";
import { tableVerdicts } from "../../src/report/verdicts/table.js";
import { normal } from "./normal.js";

/** A table of the paper's design with known truth: printed means of five without spread, ours of n. */
export interface Design {
  readonly rows: number;
  readonly seeds: number;
  /** Deviation over seeds of a row. */
  readonly sd: (row: number) => number;
  /** Our true mean minus the paper's. */
  readonly shift: (row: number) => number;
}

interface SimulatedTable {
  readonly cells: readonly VerdictCell[];
  /** The same table when every open cell has so many seeds. */
  readonly extended: (seeds: number, open: ReadonlySet<string>) => readonly VerdictCell[];
}

function simulatedTable(design: Design, random: Random): SimulatedTable {
  const draw = normal(random);
  const list = (n: number, of: () => number): number[] => Array.from({ length: n }, of);
  const ours = (row: number, n: number): number[] =>
    list(n, () => 70 + design.shift(row) + design.sd(row) * draw());
  const cells = Array.from({ length: design.rows }, (_, row): VerdictCell => {
    const paper = list(5, () => 70 + design.sd(row) * draw());
    const printed = paper.reduce((sum, value) => sum + value, 0) / 5;
    return {
      id: `r${row}`,
      group: "column",
      printed: Math.round(printed * 100) / 100,
      decimals: 2,
      source: "ours",
      suspicion: null,
      values: ours(row, design.seeds),
      hoursPerSeed: null,
    };
  });
  return {
    cells,
    extended: (seeds, open) =>
      cells.map((cell, row) => {
        const more = Math.max(0, seeds - cell.values.length);
        return open.has(cell.id) ? { ...cell, values: [...cell.values, ...ours(row, more)] } : cell;
      }),
  };
}

/** What verdicts came to in many tables. */
export interface Tally {
  tables: number;
  cells: number;
  equivalent: number;
  different: number;
  /** Equivalent where the true difference is the margin or more, and how many such cells there are. */
  wrongEquivalent: number;
  far: number;
  /** Different where the true difference is the margin or less, and how many such cells there are. */
  wrongDifferent: number;
  near: number;
  /** Tables with a wrong `equivalent`, and with a wrong `different`. */
  tablesWrongEquivalent: number;
  tablesWrongDifferent: number;
  advised: number;
  advisedDecided: number;
  undecidable: number;
  undecidableDecided: number;
}

export const emptyTally = (): Tally => ({
  tables: 0,
  cells: 0,
  equivalent: 0,
  different: 0,
  wrongEquivalent: 0,
  far: 0,
  wrongDifferent: 0,
  near: 0,
  tablesWrongEquivalent: 0,
  tablesWrongDifferent: 0,
  advised: 0,
  advisedDecided: 0,
  undecidable: 0,
  undecidableDecided: 0,
});

const isDecided = (verdict: Verdict | undefined): boolean =>
  verdict?.kind === "equivalent" || verdict?.kind === "different";

/**
 * Counts the verdicts of one table of the design.
 * @param follow whether to follow the advice for one cell of the table, and to give 1,000 seeds to one undecidable one.
 */
export function count(tally: Tally, design: Design, random: Random, follow: boolean): void {
  const table = simulatedTable(design, random);
  const verdicts = tableVerdicts(table.cells);
  const wrong = { equivalent: false, different: false };
  verdicts.forEach(({ verdict }, row) => {
    const shift = Math.abs(design.shift(row));
    const isFar = shift >= VERDICT_SETTINGS.margin;
    const isNear = shift <= VERDICT_SETTINGS.margin;
    const wrongEquivalent = verdict.kind === "equivalent" && isFar;
    const wrongDifferent = verdict.kind === "different" && isNear;
    tally.cells++;
    tally.far += Number(isFar);
    tally.near += Number(isNear);
    tally.equivalent += Number(verdict.kind === "equivalent");
    tally.different += Number(verdict.kind === "different");
    tally.wrongEquivalent += Number(wrongEquivalent);
    tally.wrongDifferent += Number(wrongDifferent);
    wrong.equivalent ||= wrongEquivalent;
    wrong.different ||= wrongDifferent;
  });
  tally.tables++;
  tally.tablesWrongEquivalent += Number(wrong.equivalent);
  tally.tablesWrongDifferent += Number(wrong.different);
  if (!follow) return;
  const open = new Set(verdicts.filter(({ verdict }) => !isDecided(verdict)).map(({ id }) => id));
  const decides = (seeds: number, id: string): boolean =>
    isDecided(tableVerdicts(table.extended(seeds, open)).find((each) => each.id === id)?.verdict);
  for (const { id, verdict } of verdicts) {
    if (verdict.kind !== "inconclusive" || verdict.seeds === null) continue;
    tally.advised++;
    tally.advisedDecided += Number(decides(design.seeds + verdict.seeds, id));
    break;
  }
  const lost = verdicts.find(({ verdict }) => verdict.kind === "undecidable");
  if (lost === undefined) return;
  tally.undecidable++;
  tally.undecidableDecided += Number(decides(1000, lost.id));
}
