import assert from "node:assert/strict";
import { headLines, tableOf, type Column } from "../../src/report/table.js";
import { loadExperiments } from "../../src/app/select/experiments.js";
import { readPaperTable } from "../../src/report/paper/printed.js";
import { paperTable } from "../../src/report/fill.js";
import { asTable, someCells } from "./results.js";

const columnsOf = (...headings: readonly (readonly string[])[]): readonly Column[] =>
  headings.map((heading) => ({ label: heading.join(" "), heading }));

describe("a report's table", () => {
  it("has a row a line and a cell for each of its columns, null where there is none", async () => {
    const { cells } = await someCells("smoke", { 5: 70, 42: 71.5 });
    const whole = asTable(cells);
    assert.equal(whole.cells.length, whole.rows.length);
    for (const line of whole.cells) assert.equal(line.length, whole.columns.length);
    assert.deepEqual(whole.cells.flat(), whole.list);
    const { cells: some, rows } = tableOf(whole, whole.list.slice(1));
    assert.equal(rows.length, 2);
    assert.equal(some[0].includes(null), true);
  });

  it("keeps the value of every seed, and a numeric delta at the paper's scale", async () => {
    const [cell] = (await someCells("paper", { 5: 70, 42: 71.5 })).cells;
    assert.deepEqual(cell.ours.kind === "value" && cell.ours.aggregate.values, [70, 71.5]);
    assert.equal(cell.delta, 70.75 - 73.29);
    assert.equal(cell.verdict, null);
    assert.equal((await someCells("smoke", { 5: 70 })).cells[0].delta, null);
  });

  it("takes the levels of its headings from the experiment, of the paper's from its data", async () => {
    const [{ experiment }] = await loadExperiments("table4");
    const ours = experiment.cells.slice(0, 4).map(({ heading }) => heading);
    const printed = paperTable(await readPaperTable("table4"));
    assert.deepEqual(ours[0], ["Re-DocRED", "F1"]);
    assert.deepEqual(
      printed.columns.map(({ heading }) => heading),
      [
        ["Re-DocRED", "F1"],
        ["Re-DocRED", "Ign-F1"],
        ["DocGNRE", "F1"],
        ["DocGNRE", "Ign-F1"],
      ],
    );
    const [{ experiment: other }] = await loadExperiments("table9");
    assert.deepEqual(other.cells[0].heading, ["Training Time"]);
  });
});

describe("the head of a table", () => {
  it("spans neighbours that share an outer heading", () => {
    const columns = columnsOf(["Dev", "F1"], ["Dev", "Ign-F1"], ["Test", "F1"]);
    assert.deepEqual(headLines(columns), [
      [
        { text: "Dev", width: 2 },
        { text: "Test", width: 1 },
      ],
      ["F1", "Ign-F1", "F1"].map((text) => ({ text, width: 1 })),
    ]);
  });

  it("keeps apart what only looks alike: the same word under another heading, or not beside it", () => {
    const columns = columnsOf(["A", "x", "1"], ["B", "x", "1"], ["A", "x", "1"]);
    for (const spans of headLines(columns)) assert.ok(spans.every(({ width }) => width === 1));
  });

  it("puts a column of fewer levels at the bottom", () => {
    const lines = headLines(columnsOf(["Dev", "F1"], ["Minutes"]));
    assert.deepEqual(
      lines.map((spans) => spans.map(({ text }) => text)),
      [
        ["Dev", ""],
        ["F1", "Minutes"],
      ],
    );
  });
});
