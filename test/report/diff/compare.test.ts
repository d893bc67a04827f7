import assert from "node:assert/strict";
import fc from "fast-check";
import { cellOfReport, cellOfRow } from "../../../src/report/diff/cells.js";
import type { DiffCell } from "../../../src/report/diff/diff-cell.js";
import { compareCells, compareWithPrinted } from "../../../src/report/diff/compare.js";
import { csvRow } from "../../../src/report/csv-row.js";
import { someCells } from "../results.js";

const STRICT = { tolerance: 0, exact: true };
const USUAL = { tolerance: 0, exact: false };

const some = (over: Partial<DiffCell> = {}): DiffCell => ({
  ...{ table: "table4", cell: "table4/r01/c1", row: "ATL", column: "F1", profile: "paper" },
  ...{ mean: 70, std: 0.3, seeds: 5, values: null, paper: "" },
  ...over,
});

const seeds = (...values: readonly number[]): Partial<DiffCell> => ({
  mean: values.reduce((sum, value) => sum + value, 0) / values.length,
  values: new Map(values.map((value, at) => [at, value])),
  seeds: values.length,
});

describe("diff", () => {
  it("finds nothing between a table and itself, read from runs or from its CSV", async () => {
    const { cells } = await someCells("smoke", { 5: 70, 42: 71.5 });
    const nothing = { compared: 6, differences: [], withinNoise: 0, onlyA: 0, onlyB: 0 };
    const [runs, csv] = [cells.map(cellOfReport), cells.map((cell) => cellOfRow(csvRow(cell)))];
    for (const [a, b] of [
      [runs, runs],
      [csv, csv],
      [runs, csv],
    ]) {
      assert.deepEqual(compareCells(a, b, STRICT), nothing);
    }
  });

  it("tells what is beyond noise from what is within", () => {
    const other = (mean: number) => compareCells([some()], [some({ mean })], USUAL);
    // Welch: se = 0.3 √(2/5) = 0.19, 8 df: 0.44 is two-sided 5 %.
    assert.deepEqual([other(70.3).differences, other(70.3).withinNoise], [[], 1]);
    const [change] = other(71).differences;
    assert.deepEqual([change.noise, change.delta, change.half?.toFixed(2)], ["beyond", 1, "0.44"]);
    assert.equal(compareCells([some()], [some({ mean: 70.3 })], STRICT).differences.length, 1);
    assert.equal(
      compareCells([some()], [some({ mean: 71 })], { tolerance: 1, exact: false }).differences
        .length,
      0,
    );
  });

  it("pairs runs by seed where both sides know them", () => {
    const a = some(seeds(60, 70, 80));
    const b = some(seeds(61, 71.1, 80.9));
    const [change] = compareCells([a], [b], USUAL).differences;
    // Differences 1, 1.1, 0.9: half = 4.30265 × 0.1 / √3.
    assert.deepEqual([change.noise, change.half?.toFixed(3)], ["beyond", "0.248"]);
    const unpaired = compareCells([{ ...a, std: 10 }], [{ ...b, std: 10, values: null }], USUAL);
    assert.equal(unpaired.withinNoise, 1);
  });

  it("corrects for the number of cells that it looks at", () => {
    const cells = (mean: number): DiffCell[] =>
      Array.from({ length: 40 }, (_, at) => some({ cell: `c${at}`, mean: at === 0 ? mean : 70 }));
    // Alone beyond noise (p = 0.03), but not as one of forty.
    assert.equal(compareCells([some()], [some({ mean: 70.52 })], USUAL).differences.length, 1);
    assert.equal(compareCells(cells(70), cells(70.52), USUAL).differences.length, 0);
    assert.equal(compareCells(cells(70), cells(72), USUAL).differences.length, 1);
  });

  it("counts a change without a known noise, and no cell that a side lacks", () => {
    const one = { std: null, seeds: 1 };
    const a = [some(one), some({ cell: "x" }), some({ cell: "y", mean: null })];
    const b = [some({ ...one, mean: 70.2 }), some({ cell: "z" }), some({ cell: "y" })];
    const found = compareCells(a, b, USUAL);
    assert.deepEqual(
      found.differences.map(({ cell, noise }) => [cell, noise]),
      [["table4/r01/c1", "unknown"]],
    );
    assert.deepEqual([found.compared, found.onlyA, found.onlyB], [1, 1, 2]);
  });

  it("says the same the other way round, with the sign turned", () => {
    const number = fc.integer({ min: 6500, max: 7500 }).map((value) => value / 100);
    const tolerance = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(number, number, tolerance, fc.boolean(), (x, y, within, exact) => {
        const [a, b] = [x, y].map((mean) => [some({ mean })]);
        const deltas = (left: typeof a, right: typeof a): (number | null)[] =>
          compareCells(left, right, { tolerance: within, exact }).differences.map(
            ({ delta }) => delta,
          );
        assert.deepEqual(
          deltas(a, b),
          deltas(b, a).map((delta) => delta && 0 - delta),
        );
      }),
    );
  });

  it("holds ours against the printed mean of five, whose spread is not known", () => {
    const printed = new Map([["table4/r01/c1", "70.40"]]);
    const found = compareWithPrinted([some()], printed, USUAL);
    assert.deepEqual([found.compared, found.withinNoise], [1, 1]);
    const far = compareWithPrinted([some()], new Map([["table4/r01/c1", "72.00"]]), USUAL);
    const [change] = far.differences;
    assert.deepEqual([change.a, change.b, change.delta, change.seeds], [70, 72, 2, [5, 5]]);
    // √(1/5 + 1/5) × 0.3 × t(4, .975) = 2.776
    assert.equal(change.half?.toFixed(3), "0.527");
    const lacking = compareWithPrinted([some({ mean: null })], printed, USUAL);
    assert.deepEqual([lacking.compared, lacking.onlyB], [0, 1]);
  });

  it("finds what a side says of the paper and the paper does not print", () => {
    const printed = new Map([["table4/r01/c1", "70.00"]]);
    const [change] = compareWithPrinted([some({ paper: "70.10" })], printed, USUAL).differences;
    assert.deepEqual([change.field, change.a, change.b, change.noise], ["paper", 70.1, 70, "none"]);
  });
});
