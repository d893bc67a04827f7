import { seededRandom } from "../../src/base/random.js";
import type { Measure } from "../measure.js";
import { count, emptyTally, type Tally } from "./simulated.js";

export const VERDICT_NOTE =
  "12 rows a table, the printed number a mean of five without spread; shifts 0, 0.2, 0.5, 1, 2. " +
  "Seeds and 1,000 seeds are given to all open cells of a table, of which one is looked at.";

const SHIFTS = [0, 0.2, 0.5, 1, 2];
const DEVIATIONS = [0.1, 0.2, 0.3, 0.4, 0.6];
const SEEDS = [1, 2, 3, 5, 10, 20];

/** How often verdicts are wrong and advice holds, on tables with known truth. @param tables in all. */
export function measureVerdicts(tables: number): readonly Measure[] {
  const rounds = Math.ceil(tables / (SHIFTS.length * DEVIATIONS.length * SEEDS.length));
  const random = seededRandom(14, "verdicts");
  const all = emptyTally();
  const rows = DEVIATIONS.flatMap((sd) => {
    const own = emptyTally();
    for (const seeds of SEEDS) {
      for (const shift of SHIFTS) {
        const design = { rows: 12, seeds, sd: () => sd, shift: () => shift };
        for (let i = 0; i < rounds; i++) count(own, design, random, i % 4 === 0);
      }
    }
    add(all, own);
    return measuresOf(`deviation ${sd}`, own);
  });
  return [...rows, ...measuresOf("all", all)];
}

function add(all: Tally, own: Tally): void {
  for (const name of Object.keys(all) as (keyof Tally)[]) all[name] += own[name];
}

function measuresOf(name: string, tally: Tally): readonly Measure[] {
  const rate = (what: string, part: number, of: number, limit: number | null): Measure => ({
    name: `${name}: ${what}`,
    value: of === 0 ? 0 : (100 * part) / of,
    unit: "%",
    limit,
    how: `${part} of ${of}`,
  });
  const { cells, advised, undecidable } = tally;
  return [
    rate("equivalent", tally.equivalent, cells, null),
    rate("different", tally.different, cells, null),
    rate("wrong equivalent", tally.wrongEquivalent, tally.far, 5),
    rate("wrong different", tally.wrongDifferent, tally.near, 5),
    rate("tables with a wrong equivalent", tally.tablesWrongEquivalent, tally.tables, null),
    rate("tables with a wrong different", tally.tablesWrongDifferent, tally.tables, 5),
    rate("not decided by the advised seeds", advised - tally.advisedDecided, advised, 10),
    rate("undecidable, decided by 1,000", tally.undecidableDecided, undecidable, 90),
  ];
}
