import assert from "node:assert/strict";
import { AmtlError, ExitCode } from "../../../src/base/errors.js";
import type { Axes } from "../../../src/experiment/dsl/axes.js";
import { amtl, cells, line, loss, type TableDefinition } from "../../../src/experiment/dsl/dsl.js";
import { experiment } from "../tables.js";

/** The error of a definition that must not load; it names the file. */
function refusal(change: Partial<TableDefinition>): AmtlError {
  try {
    experiment(change);
  } catch (error) {
    assert.ok(error instanceof AmtlError, String(error));
    assert.equal(error.exitCode, ExitCode.badInput);
    assert.match(error.details.where ?? "", /some\.ts/);
    return error;
  }
  assert.fail("the definition loaded");
}

const columns = cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] });

describe("a table as an experiment file writes it", () => {
  it("has a cell for every row and column, tied to the cell that the paper prints", () => {
    const loaded = experiment();
    assert.deepEqual(loaded.rows, ["ATL", "AMTL"]);
    assert.deepEqual(loaded.columns, ["Re-DocRED F1", "Re-DocRED Ign-F1", "DocGNRE F1"]);
    assert.deepEqual(
      loaded.cells.map(({ id, printed }) => [id, printed]),
      ["r01/c1", "r01/c2", "r01/c3", "r11/c1", "r11/c2", "r11/c3"]
        .map((cell) => `table4/${cell}`)
        .map((id) => [id, id]),
    );
  });

  it("borrows no printed number for what the paper does not print", () => {
    const rows = [amtl({ lambda: 2 }), amtl({ label: "n = 2", n: 2 }), loss("atl")];
    const loaded = experiment({ rows, columns });
    assert.deepEqual(
      loaded.cells.map(({ printed }) => printed),
      [null, null, "table4/r01/c1"],
    );
    assert.equal(loaded.cells[1].id, "table4/n-2/re-docred-f1");
  });

  it("keeps its own cell ids when it only stands beside a printed table", () => {
    const [cell] = experiment({ id: "mine", beside: "table4", columns }).cells;
    assert.deepEqual([cell.id, cell.printed], ["mine/atl/re-docred-f1", "table4/r01/c1"]);
  });

  it("shows what steers a terminal in labels and titles, and refuses labels that then are the same", () => {
    const rows = [amtl({ label: "a\u001b[2Jb\r\nc" })];
    const loaded = experiment({ id: "mine", beside: "table4", title: "t\u0007", rows, columns });
    assert.deepEqual([loaded.title, ...loaded.rows], ["t\ufffd", "a\ufffd[2Jb\nc"]);
    const twice = ["a\u0001", "a\u0002"].map((label, at) => amtl({ label, lambda: at + 2 }));
    assert.equal(refusal({ rows: twice, columns }).message, "Duplicate line label");
  });

  it("takes labels in any script, and gives ids by place where labels make none", () => {
    const rows = [
      amtl({ label: "自适应阈值" }),
      loss("atl", { label: "Ours" }),
      amtl({ label: "Ours+", lambda: 2 }),
    ];
    const { cells: found } = experiment({ id: "mine", beside: "table4", rows, columns });
    assert.deepEqual(
      found.map(({ id }) => id),
      ["mine/r01/re-docred-f1", "mine/ours/re-docred-f1", "mine/r03/re-docred-f1"],
    );
  });

  it("understands other spellings", () => {
    const error = refusal({ rows: [loss("ssrpu")] });
    assert.match(error.message, /ssr-pu/);
  });

  it("names an unknown axis and offers the nearest", () => {
    const error = refusal({ base: { backbon: "atlop" } as Axes });
    assert.match(error.message, /Unknown axis "backbon"/);
    assert.equal(error.details.fix, "write backbone");
  });

  it("names axis and value of an unknown value and offers the nearest", () => {
    const error = refusal({ rows: [loss("amtll")] });
    assert.match(error.message, /Unknown loss "amtll"/);
    assert.match(error.details.where ?? "", /rows, "amtll", axis loss/);
    assert.match(error.details.fix ?? "", /write (amtl|atl)/);
    assert.match(refusal({ base: { encoder: "bert" } }).message, /Unknown encoder "bert"/);
  });

  it("refuses duplicate rows and columns", () => {
    assert.match(refusal({ rows: [loss("atl"), loss("atl")] }).message, /Duplicate line/);
    assert.match(
      refusal({ rows: [loss("atl"), loss("atl", { label: "B" })] }).message,
      /Duplicate axes/,
    );
    assert.match(refusal({ columns: [...columns, ...columns] }).message, /Duplicate line/);
    assert.match(refusal({ rows: [] }).message, /has no cells/);
  });

  it("refuses a cell without a run and says which axis is missing", () => {
    const error = refusal({ columns: [line("F1", { trainedOn: "redocred", metric: "f1" })] });
    assert.match(error.message, /Missing axes/);
    assert.equal(error.details.got, "no scoredOn");
    assert.match(error.details.where ?? "", /"ATL" × "F1"/);
  });

  it("refuses scores without a band, and places of anything else", () => {
    const head = { trainedOn: "redocred", scoredOn: "redocred/dev" };
    const of = (axes: Axes): string =>
      refusal({ columns: [line("x", { ...head, ...axes })] }).message;
    assert.match(of({ metric: "relation-score" }), /Missing band/);
    assert.match(of({ metric: "f1", band: "head-10", place: 1 }), /axis place/);
    assert.match(of({ metric: "relation-score", band: "head-10", place: 0 }), /axis place/);
  });

  it("refuses impossible layouts, parameters and seeds", () => {
    const axisOf = (axes: Axes): string => refusal({ rows: [line("x", axes)] }).message;
    assert.match(axisOf({ loss: "amtl", n: 0 }), /axis n/);
    assert.match(axisOf({ loss: "amtl", n: 97 }), /axis n/);
    assert.match(axisOf({ loss: "amtl", lambda: 0 }), /axis lambda/);
    assert.match(axisOf({ loss: "amtl", segments: [10, 20] }), /axis segments/);
    assert.match(axisOf({ loss: "amtl", segments: [10, 86], n: 3 }), /axis n/);
    assert.match(axisOf({ loss: "atl", lambda: 2 }), /axis lambda/);
    assert.match(axisOf({ loss: "atl", labelSpace: 97 }), /axis labelSpace/);
    assert.match(axisOf({ loss: "atl", plugin: "mill" }), /Unknown plugin "mill"/);
    assert.match(refusal({ seeds: [] }).message, /seeds/);
    assert.match(refusal({ seeds: [1, 1] }).message, /seeds/);
    assert.match(refusal({ seeds: [0.5] }).message, /seeds/);
    const unknown = refusal({ rows: [loss("atl", { params: { x: 1 } })] });
    assert.match(unknown.message, /Unknown parameter x/);
    assert.match(unknown.details.where ?? "", /axis params/);
  });
});
