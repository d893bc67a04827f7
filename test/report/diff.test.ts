import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { AmtlError } from "../../src/base/errors.js";
import type { CsvRow } from "../../src/report/csv-row.js";
import { csvRow } from "../../src/report/csv-row.js";
import { compareTables, compareWithPaper } from "../../src/report/diff.js";
import { readCells } from "../../src/report/read-csv.js";
import { inFolder } from "../support/runs/runs.js";
import { someCells, toCsv, toWideCsv } from "./results.js";

const rows = async (f1OfSeed: Readonly<Record<number, number>>): Promise<readonly CsvRow[]> =>
  (await someCells("smoke", f1OfSeed)).cells.map(csvRow);

describe("diff", () => {
  it("finds nothing between a table and itself", async () => {
    const table = await rows({ 5: 70, 42: 71.5 });
    assert.deepEqual(compareTables(table, table, 0), { compared: 6, differences: [] });
  });

  it("finds exactly the fields that differ", async () => {
    const table = await rows({ 5: 70, 42: 71.5 });
    const changed = table.map((row, index) => (index === 1 ? { ...row, ours_mean: "69.80" } : row));
    const { differences } = compareTables(table, changed, 0);
    assert.equal(differences.length, 1);
    assert.deepEqual(
      [differences[0].cell, differences[0].field, differences[0].delta],
      ["table4/r01/c2", "ours_mean", 0.05],
    );
    assert.equal(compareTables(table, changed, 0.05).differences.length, 0);
    assert.equal(compareTables(table, changed, 0.04).differences.length, 1);
  });

  it("is not changed by which runs the numbers came from", async () => {
    const table = await rows({ 5: 70, 42: 71.5 });
    const moved = table.map((row) => ({ ...row, runs: "0123456789ab" }));
    assert.equal(compareTables(table, moved, 0).differences.length, 0);
  });

  it("counts a cell that only one side has", async () => {
    const table = await rows({ 5: 70 });
    const sides = [
      compareTables(table, table.slice(1), 9),
      compareTables(table.slice(1), table, 9),
    ];
    for (const { compared, differences } of sides) {
      assert.equal(compared, 6);
      assert.deepEqual(
        differences.map(({ cell, field }) => [cell, field]),
        [["table4/r01/c1", "cell"]],
      );
    }
  });

  it("says the same the other way round, with the sign turned", async () => {
    const table = await rows({ 5: 70 });
    const number = fc.integer({ min: 0, max: 9999 }).map((value) => (value / 100).toFixed(2));
    const tolerance = fc.double({ min: 0, max: 2, noNaN: true });
    fc.assert(
      fc.property(number, number, tolerance, (x, y, within) => {
        const [a, b] = [x, y].map((mean) => table.map((row) => ({ ...row, ours_mean: mean })));
        const deltas = (left: typeof a, right: typeof a): (number | null)[] =>
          compareTables(left, right, within).differences.map(({ delta }) => delta);
        assert.deepEqual(
          deltas(a, b),
          deltas(b, a).map((delta) => delta && 0 - delta),
        );
      }),
    );
  });

  it("compares ours with the paper's over the cells that it prints", async () => {
    const table = (await rows({ 5: 70, 42: 71.5 })).map((row) => ({
      ...row,
      ours_mean: row.paper,
    }));
    assert.deepEqual(compareWithPaper(table, 0), { compared: 6, differences: [] });
    const missing = compareWithPaper(await rows({}), 100);
    assert.equal(missing.differences.length, 6);
    assert.throws(
      () =>
        compareWithPaper(
          table.map((row) => ({ ...row, paper: "" })),
          0,
        ),
      AmtlError,
    );
  });
});

describe("reading a CSV", () => {
  it("gives back what was written", async () => {
    const { cells } = await someCells("smoke", { 5: 70 });
    await inFolder(async (folder) => {
      const path = join(folder, "t.csv");
      await writeFile(path, toCsv(cells));
      assert.deepEqual(await readCells(path), cells.map(csvRow));
    });
  });

  it("refuses what is missing, torn, of another form, or double", async () => {
    const { cells } = await someCells("smoke", { 5: 70 });
    const csv = toCsv(cells);
    const bad = {
      "torn.csv": csv.slice(0, -100),
      "quote.csv": `${csv.slice(0, -40)}"`,
      "empty.csv": "",
      "other.csv": "a,b\n1,2\n",
      "table4.wide.csv": toWideCsv(cells),
      "double.csv": csv + csv.split("\r\n")[1],
    };
    await inFolder(async (folder) => {
      for (const [name, content] of Object.entries(bad)) {
        await writeFile(join(folder, name), content);
        await assert.rejects(
          readCells(join(folder, name)),
          (error) => error instanceof AmtlError && error.exitCode === 2,
          name,
        );
      }
      await assert.rejects(readCells(join(folder, "none.csv")), AmtlError);
    });
  });
});
