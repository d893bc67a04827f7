import assert from "node:assert/strict";
import { aggregate } from "../../src/report/aggregate.js";
import { fileCells, fillCells } from "../../src/report/fill.js";
import { csvRow } from "../../src/report/csv-row.js";
import { someCells, somePlan, someSource, toCsv, toWideCsv } from "./results.js";

const F1 = { 5: 70, 42: 71.5 };

describe("cells of a report", () => {
  it("aggregate the seeds, each metric its own", async () => {
    const { cells } = await someCells("smoke", F1);
    const [f1, ign] = cells;
    assert.equal(f1.ours.kind === "value" && f1.ours.aggregate.mean, 70.75);
    assert.equal(ign.ours.kind === "value" && ign.ours.aggregate.mean, 69.75);
    assert.deepEqual(f1.paper, {
      text: "73.29",
      value: 73.29,
      range: [73.29 - 0.005, 73.29 + 0.005],
      source: "quoted",
      citedFrom: "Wang et al. (2023)",
      meanOf: null,
    });
    assert.equal(f1.ours.kind === "value" && f1.ours.runs.length, 2);
  });

  it("tell missing, half done and impossible cells apart", async () => {
    const half = (await someCells("smoke", { 42: 71.5 })).cells[0].ours;
    assert.deepEqual(half.kind === "value" && [half.aggregate, half.waiting], [
      aggregate([71.5]),
      1,
    ]);
    assert.equal((await someCells("smoke", {})).cells[0].ours.kind, "missing");
    const mini = (await someCells("mini", F1)).cells;
    assert.deepEqual(mini[2].ours, { kind: "no-data", lacks: "docgnre-gpt/train" });
  });

  it("refuse a band that an evaluation does not have", async () => {
    const plan = somePlan("smoke");
    const cells = plan.cells.map((cell) => ({ ...cell, axes: { ...cell.axes, band: "head-10" } }));
    await assert.rejects(
      fillCells("table4", "smoke", cells, null, someSource(plan, F1)),
      /Expected band head-10/,
    );
  });

  it("have a delta at the paper's scale only", async () => {
    const row = async (profile: "smoke" | "paper") =>
      csvRow((await someCells(profile, F1)).cells[0]);
    assert.deepEqual(
      [(await row("smoke")).delta, (await row("paper")).delta],
      ["", (70.75 - 73.29).toFixed(2)],
    );
  });
});

describe("CSV", () => {
  it("has one row a cell, numbers with two decimals, and names its runs", async () => {
    const { cells } = await someCells("smoke", F1);
    const row = csvRow(cells[3]);
    assert.deepEqual(
      [row.cell, row.profile, row.row, row.column, row.loss, row.framework, row.encoder],
      ["table4/r11/c1", "smoke", "AMTL", "Re-DocRED F1", "amtl", "amt", "tiny-bert"],
    );
    assert.deepEqual(
      [row.n, row.lambda, row.segmentation, row.segment_losses, row.ordering, row.decoder],
      ["4", "3.5", "3-5-11-5", "atl+atl+atl+atl", "frequency", "th-4"],
    );
    assert.deepEqual(
      [row.paper, row.paper_source, row.ours_mean, row.ours_std, row.n_seeds],
      ["75.63", "authors", "70.75", "1.06", "2"],
    );
    assert.match(row.runs, /^[0-9a-f]{12};[0-9a-f]{12}$/);
  });

  it("says 0 seeds where results are missing, and nothing where there is no data", async () => {
    const seeds = (cells: Awaited<ReturnType<typeof someCells>>["cells"]): string[] =>
      cells.map((cell) => csvRow(cell).n_seeds);
    assert.deepEqual(seeds((await someCells("mini", {})).cells), ["0", "0", "", "0", "0", ""]);
  });

  it("is the same text every time, with the line ends of RFC 4180", async () => {
    const { cells } = await someCells("smoke", F1);
    const again = await someCells("smoke", F1);
    assert.equal(toCsv(cells), toCsv(again.cells));
    assert.ok(toCsv(cells).split("\r\n").length === cells.length + 2);
  });

  it("has a wide form that looks like the printed table", async () => {
    const { cells } = await someCells("smoke", F1);
    const [head, atl] = toWideCsv(cells).split("\r\n");
    assert.match(head, /^row,Re-DocRED F1 \(paper\),Re-DocRED F1 \(ours\),Re-DocRED F1 \(std\),/);
    assert.match(atl, /^ATL,73\.29,70\.75,1\.06,72\.46,69\.75,1\.06,68\.74,/);
  });

  it("holds every printed cell at the paper's scale, ours in their places", async () => {
    const { cells, paper } = await someCells("paper", F1);
    const all = fileCells("paper", cells, paper);
    assert.equal(all.length, 44);
    assert.deepEqual(
      all.map(({ cell }) => cell),
      paper.cells.map(({ id }) => id),
    );
    assert.equal(all.filter(({ ours }) => ours.kind === "value").length, 6);
    assert.equal(fileCells("smoke", cells, paper).length, 6);
  });
});
