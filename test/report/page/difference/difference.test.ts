import assert from "node:assert/strict";
import { contentOf } from "../../../../src/report/document/content.js";
import type { ReportDocument } from "../../../../src/report/document/document.js";
import { cellOfReport } from "../../../../src/report/diff/cells.js";
import { compareCells } from "../../../../src/report/diff/compare.js";
import type { Run } from "../../../../src/report/page/difference/parts.js";
import {
  linesDifference,
  linesOf,
  type Line,
} from "../../../../src/report/page/difference/lines.js";
import { runsDifference } from "../../../../src/report/page/difference/runs.js";
import { someDocument } from "../documents.js";

interface Data {
  readonly tables: readonly { readonly id: string; readonly cells: Line["cells"] }[];
  readonly runs: readonly Run[];
}

/** Scores that no seed explains. */
const OFF = { f1: 20, ignF1: 20, precision: 20, recall: 20 };

describe("the difference view of a page", () => {
  let document: ReportDocument;
  let data: Data;
  let runs: ReadonlyMap<string, Run>;
  before(async () => {
    document = await someDocument(["table4", "table3"], "paper", [5, 42, 65]);
    data = contentOf(document) as unknown as Data;
    runs = new Map(data.runs.map((run) => [run.id, run]));
  });

  const lineOf = (table: string, name: string, kind: Line["kind"] = "row"): Line =>
    linesOf(
      kind,
      data.tables.find(({ id }) => id === table)!,
    ).find((each) => each.name === name)!;
  const runNamed = (label: RegExp): Run => data.runs.find((run) => label.test(run.label))!;
  const cellsOfAll = (): Line["cells"] => data.tables.flatMap(({ cells }) => cells);

  it("is empty between a row and itself, and between runs of the same settings, code and scores", () => {
    const row = lineOf("table4", "AMTL");
    const found = linesDifference(row, row, runs);
    assert.deepEqual([found.fields, found.numbers, found.alone], [[], [], { a: 0, b: 0 }]);
    assert.equal(found.compared, 4);
    const [run] = data.runs;
    const twin = { ...run, id: "0123456789ab" };
    const none = runsDifference(run, twin, cellsOfAll());
    assert.deepEqual([none.fields, none.numbers], [[], []]);
    assert.ok(none.compared > 0);
  });

  it("names the fields in which rows differ, and tests their numbers as amtl-run diff does", () => {
    const { fields, numbers } = linesDifference(
      lineOf("table4", "ATL"),
      lineOf("table4", "AMTL"),
      runs,
    );
    const named = new Map(fields.map(({ name, a, b }) => [name, [a, b]]));
    assert.deepEqual(named.get("loss"), ["atl", "amtl"]);
    assert.deepEqual(named.get("layout.lambda"), ["1", "3.5"]);
    for (const same of ["backbone", "made.commit", "schedule.batchSize", "seed"]) {
      assert.ok(!named.has(same), same);
    }
    const [table] = document.tables;
    const [a, b] = ["ATL", "AMTL"].map((row) =>
      table.list
        .filter((cell) => cell.row === row)
        .map((cell) => ({ ...cellOfReport(cell), cell: cell.column })),
    );
    const wanted = compareCells(a, b, { tolerance: 0, exact: true }).differences;
    assert.equal(numbers.length, 4);
    numbers.forEach(({ name, half, noise }, at) => {
      assert.deepEqual([name, noise], [wanted[at].column, wanted[at].noise]);
      assert.ok(Math.abs((half ?? NaN) - (wanted[at].half ?? NaN)) < 1e-5, `${half}`);
    });
  });

  it("names what runs were made with, where that differs", () => {
    const [run] = data.runs;
    const facts = { ...run.facts, "made.engine": "wasm", "made.commit": "ffffffffffff" };
    const other = { ...run, id: "0123456789ab", facts };
    const { fields } = runsDifference(run, other, cellsOfAll());
    assert.deepEqual(fields, [
      { name: "made.commit", a: "0123456789ab", b: "ffffffffffff" },
      { name: "made.engine", a: "native", b: "wasm" },
    ]);
  });

  it("holds scores of two runs against the spread of such runs", () => {
    const run = runNamed(/ atl .*seed 5$/);
    const set = run.evals[0].set;
    const shifted = (by: number): Run => ({
      ...run,
      evals: run.evals.map((each) => ({ ...each, f1: each.f1 + by })),
    });
    const judged = (by: number) =>
      runsDifference(run, shifted(by), cellsOfAll()).numbers.find(
        ({ name }) => name === `${set} F1`,
      );
    const spread = judged(0.01)!;
    assert.equal(spread.noise, "within");
    assert.ok(spread.half !== null && spread.half > 0);
    assert.equal(judged(20)?.noise, "beyond");
    const alone = runsDifference(run, shifted(1), []).numbers.find(({ name }) =>
      name.endsWith("F1"),
    );
    assert.deepEqual([alone?.half, alone?.noise], [null, "unknown"]);
  });

  it("holds precision and recall against the spread of the cells that show them", async () => {
    const judged = async (seeds: readonly number[]) => {
      const made = await someDocument(["table8"], "paper", seeds);
      const { tables, runs: all } = contentOf(made) as unknown as Data;
      const [{ cells }] = tables;
      const rows = ["DREEAM", "AMTL-DREEAM"].map(
        (name) => `DocGNRE (GPT) with RoBERTa-large: ${name}`,
      );
      const [a, b] = rows.map((row) => {
        const [id] = cells.find((cell) => cell.row === row)!.ours.runs!;
        return all.find((run) => run.id === id)!;
      });
      const shifted = { ...b, evals: b.evals.map((each) => ({ ...each, ...OFF })) };
      const { numbers } = runsDifference(a, shifted, cells);
      const [left, right] = rows.map((row) =>
        made.tables[0].list
          .filter((cell) => cell.row === row)
          .map((cell) => ({ ...cellOfReport(cell), cell: cell.column, paper: "" })),
      );
      const diff = compareCells(left, right, { tolerance: 0, exact: true }).differences;
      return {
        page: new Map(numbers.map(({ name, noise }) => [name.replace(/^.* /, ""), noise])),
        diff: new Map(diff.map(({ column, noise }) => [column, noise])),
      };
    };
    const { page } = await judged([5, 42, 65]);
    assert.deepEqual(
      ["F1", "precision", "recall", "Ign-F1"].map((name) => page.get(name)),
      ["beyond", "beyond", "beyond", "unknown"],
    );
    // Of one seed neither the page nor amtl-run diff knows a spread.
    const one = await judged([5]);
    assert.deepEqual(
      [one.page, one.diff].map((found) => [...new Set(found.values())]),
      [["unknown", "none"], ["unknown"]],
    );
    assert.equal(one.diff.size, 3);
  });

  it("holds rows of two tables against each other by what was measured, and columns by row", () => {
    const own = lineOf("table4", "AMTL");
    const renamed = own.cells.slice(1).map((cell) => ({ ...cell, column: `${cell.column} again` }));
    const rows = linesDifference(own, { ...own, table: "table0", cells: renamed }, runs);
    assert.deepEqual([rows.fields.length, rows.numbers, rows.compared], [0, [], 3]);
    assert.deepEqual(rows.alone, { a: 1, b: 0 });
    const column = (name: string): Line => lineOf("table3", name, "column");
    const columns = linesDifference(column("Test F1"), column("Test F1 with AMTL"), runs);
    assert.deepEqual(
      columns.fields.find(({ name }) => name === "loss"),
      { name: "loss", a: "atl", b: "amtl" },
    );
    assert.ok(columns.numbers.every(({ name }) => document.tables[1].rows.includes(name)));
    assert.ok(columns.compared > 10, `${columns.compared}`);
  });
});
