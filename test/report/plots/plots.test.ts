import assert from "node:assert/strict";
import { AmtlError } from "../../../src/base/errors.js";
import type { ReportDocument } from "../../../src/report/document/document.js";
import { compactSvg } from "../../../src/report/figure/compact.js";
import { renderSvg } from "../../../src/report/figure/draw.js";
import { PLOTS, plotsFor } from "../../../src/report/plots/index.js";
import type { PlotContent } from "../../../src/report/plots/plot.js";
import { NEAR, someDocument } from "../page/documents.js";

const SEEDS = [5, 42, 65];

function contentOf(document: ReportDocument, table: string, plot: string): PlotContent {
  const runs = new Map(document.runs.map((run) => [run.id, run]));
  return PLOTS.get(plot)!.of({ table: document.tables.find(({ id }) => id === table)!, runs });
}

/** The lines below the head, by the head's names. */
function linesOf(content: PlotContent): readonly Readonly<Record<string, string>>[] {
  if (content.kind === "empty") assert.fail(content.why);
  const [head, ...lines] = content.lines;
  return lines.map((line) => Object.fromEntries(head.map((name, at) => [name, line[at]])));
}

const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

describe("the plots of a table", function () {
  this.timeout(60_000);
  let document: ReportDocument;
  before(async () => {
    document = await someDocument(["table3", "table4", "table12", "fig4", "fig5"], "paper", SEEDS);
  });

  it("are drawn without a warning, each of a table and of a figure that has data", async () => {
    for (const { id } of document.tables) {
      for (const plot of PLOTS.keys()) {
        const content = contentOf(document, id, plot);
        const isDrawn = plot !== "threshold-recall" || ["table12", "fig5"].includes(id);
        assert.equal(content.kind, isDrawn ? "drawn" : "empty", `${id} ${plot}`);
        if (content.kind === "empty" || id === "table3") continue;
        const svg = await renderSvg(content.spec);
        assert.match(svg, /^<svg [^]*<\/svg>\n$/);
        assert.ok(svg.includes(id), `${id} ${plot} names its table`);
      }
    }
  });

  it("have the seeds, the interval and the printed value of each cell", () => {
    const lines = linesOf(contentOf(document, "table4", "seed-spread"));
    const [, table4] = document.tables;
    for (const { cell, ours, paper } of table4.list) {
      if (ours.kind !== "value") assert.fail(cell);
      const its = lines.filter((line) => line.cell === cell);
      const values = its.filter(({ what }) => what === "seed").map(({ value }) => value);
      assert.deepEqual(
        values,
        ours.aggregate.values.map((value) => value.toFixed(2)),
      );
      const [{ value, low, high }] = its.filter(({ what }) => what === "mean");
      assert.equal(value, ours.aggregate.mean.toFixed(2));
      assert.deepEqual(
        [low, high],
        ours.aggregate.interval!.map((end) => end.toFixed(2)),
      );
      assert.equal(its.find(({ what }) => what === "printed")?.value, paper?.text);
    }
  });

  it("have the curve of each training once, and the mean where all seeds are there", () => {
    const lines = linesOf(contentOf(document, "table4", "learning-curves"));
    const trainings = new Set(lines.map(({ training }) => training));
    assert.equal(trainings.size, 22, [...trainings].join("; "));
    assert.ok(trainings.has("AMTL, DocGNRE"));
    const at = lines.filter(
      ({ training, epoch }) => training === "ATL, Re-DocRED" && epoch === "7",
    );
    const seeds = at.filter(({ seed }) => seed !== "mean");
    assert.deepEqual(
      seeds.map(({ seed }) => Number(seed)),
      SEEDS,
    );
    const wanted = mean(seeds.map(({ f1 }) => Number(f1))).toFixed(2);
    assert.equal(at.find(({ seed }) => seed === "mean")?.f1, wanted);
  });

  it("have what each row gains over the first of its backbone, seed by seed and band by band", () => {
    const [, table4] = document.tables;
    const [atl] = table4.cells[0];
    const amtl = table4.cells[table4.rows.indexOf("AMTL")][0];
    const bands = (cell: typeof atl, at: number): readonly number[] => {
      if (cell?.ours.kind !== "value") assert.fail("no value");
      return cell.ours.runs.map((id) => {
        const run = document.runs.find((each) => each.id === id);
        return run!.evals.find(({ set }) => set === "redocred/test")!.bands![at];
      });
    };
    const gains = bands(amtl, 3).map((value, at) => (value - bands(atl, 3)[at]).toFixed(2));
    const lines = linesOf(contentOf(document, "table4", "band-gains")).filter(
      ({ row, eval: set, band }) => row === "AMTL" && set === "redocred/test" && band === "tail-10",
    );
    assert.deepEqual(
      lines.filter(({ seed }) => seed !== "mean").map(({ gained }) => gained),
      gains,
    );
    assert.ok(lines.every(({ over }) => over === "ATL"));
    const ofTable3 = linesOf(contentOf(document, "table3", "band-gains"));
    const docunet = ofTable3.filter(({ row }) => row === "Re-DocRED with BERT-base: DocuNet");
    assert.ok(docunet.length > 0);
    assert.ok(docunet.every(({ over }) => over === "Re-DocRED with BERT-base: DocuNet"));
  });

  it("have threshold and recall of each n, and what Table 12 prints of them", () => {
    const lines = linesOf(contentOf(document, "table12", "threshold-recall"));
    const printed = lines.filter(({ what }) => what === "printed");
    assert.equal(printed.length, 16);
    const [, , table12] = document.tables;
    const at = (row: number, column: number): string | undefined =>
      table12.cells[row][column]?.paper?.text;
    const value = (measure: string, n: string): number =>
      Number(printed.find((line) => line.measure === measure && line.n === n)?.value);
    assert.equal(value("threshold", "2"), Number(at(0, 0)));
    assert.equal(value("recall", "9"), Number(at(1, 7)));
    const none = contentOf(document, "fig4", "threshold-recall");
    assert.match(none.kind === "empty" ? none.why : "", /of one label space/);
  });

  it("have each run's minutes beside what the others predict", () => {
    const lines = linesOf(contentOf(document, "table12", "cost"));
    const known = new Map(document.runs.map(({ id, made }) => [id, made]));
    assert.equal(lines.length, 8 * SEEDS.length);
    for (const { run, predicted_minutes: predicted, basis, measured_minutes: measured } of lines) {
      const made = known.get(run)!;
      assert.equal(Number(measured), made.minutes);
      assert.deepEqual({ minutes: Number(predicted), basis }, made.predicted);
    }
  });

  it("say plainly why there is nothing to draw", async () => {
    const nothing = await someDocument(["table4"], "paper", [5], () => null);
    const counted = await someDocument(["table1"], "paper", [5]);
    for (const plot of PLOTS.keys()) {
      for (const each of [nothing, counted]) {
        const content = contentOf(each, each.tables[0].id, plot);
        if (content.kind === "drawn") assert.fail(`${plot} of ${each.tables[0].id}`);
        assert.match(content.why, /^(no (run|cell|row|evaluation)|of no run)/);
      }
    }
  });

  it("of one seed have no interval and no mean curve", () => {
    const [table] = document.tables.filter(({ id }) => id === "table4");
    const list = table.list.map((cell) => {
      const { ours } = cell;
      if (ours.kind !== "value") return cell;
      const [value] = ours.aggregate.values;
      const aggregate = { mean: value, std: null, n: 1, interval: null, values: [value] };
      return {
        ...cell,
        ours: { ...ours, runs: [ours.runs[0]], seeds: [ours.seeds[0]], aggregate },
      };
    });
    const one = { ...document, tables: [{ ...table, list }] };
    const spread = linesOf(contentOf(one, "table4", "seed-spread"));
    assert.ok(spread.every(({ low }) => low === ""));
    const curves = linesOf(contentOf(one, "table4", "learning-curves"));
    assert.ok(curves.every(({ seed }) => seed === "5"));
  });
});

describe("the pictures of plots", () => {
  it("are drawn where only some cells have several seeds", async () => {
    const mixed = await someDocument(["table4"], "paper", [5, 42], (printed, seed, id) =>
      seed === 42 && id.endsWith("4") ? null : NEAR(printed, seed, id),
    );
    const halves = await someDocument(["table2"], "paper", [5, 42], (printed, seed, id) =>
      seed === 42 && id < "8" ? null : NEAR(printed, seed, id),
    );
    for (const half of [mixed, halves]) {
      const [{ id }] = half.tables;
      for (const plot of PLOTS.keys()) {
        const content = contentOf(half, id, plot);
        if (content.kind === "drawn") assert.match(await renderSvg(content.spec), /^<svg/);
      }
    }
  });

  it("are the same in a page, but for tenths of pixels and what is said twice", async () => {
    const document = await someDocument(["fig5"], "paper", [5, 42]);
    const content = contentOf(document, "fig5", "seed-spread");
    if (content.kind === "empty") assert.fail(content.why);
    const svg = await renderSvg(content.spec);
    const short = compactSvg(svg);
    assert.ok(short.length < 0.8 * svg.length, `${short.length} of ${svg.length}`);
    const marks = (text: string, name: RegExp): number => text.match(name)?.length ?? 0;
    const texts = (text: string): readonly string[] =>
      [...text.matchAll(/<text[^>]*>([^<]*)</g)].map(([, each]) => each);
    assert.deepEqual(texts(short), texts(svg));
    assert.equal(marks(short, /<\/g>/g), marks(svg, /<\/g>/g));
    assert.equal(marks(short, /<line/g), marks(svg, /<line/g));
  });

  it("are asked for by name, by all, or refused with the nearest", () => {
    assert.deepEqual(
      plotsFor(["cost", "seed-spread", "cost"]).map(({ id }) => id),
      ["cost", "seed-spread"],
    );
    assert.equal(plotsFor(["all"]).length, PLOTS.size);
    assert.throws(
      () => plotsFor(["seed-spred"]),
      (error) => error instanceof AmtlError && error.details.fix === "write seed-spread",
    );
  });
});
