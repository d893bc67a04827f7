import assert from "node:assert/strict";
import { againstOf } from "../../../src/report/diff/documents.js";
import { cellOfReport } from "../../../src/report/diff/cells.js";
import { compareCells } from "../../../src/report/diff/compare.js";
import type { ReportDocument } from "../../../src/report/document/document.js";
import { html } from "../../../src/report/formats/html.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { NEAR, someDocument } from "./documents.js";

const SEEDS = [5, 42, 65];

describe("a page held against another results folder", () => {
  let document: ReportDocument;
  /** Of one cell's evaluations far off, of all others as much by chance. */
  let other: ReportDocument;
  before(async () => {
    document = await someDocument(["table4"], "paper", SEEDS);
    const [first] = document.tables[0].list;
    const off = new Set(first.ours.kind === "value" ? first.ours.aggregate.values : []);
    other = await someDocument(["table4"], "paper", SEEDS, (printed, seed, id) => {
      const near = NEAR(printed, seed, id)!;
      return off.has(near) ? near + 7 : near;
    });
  });

  it("says that nothing differs from itself", async () => {
    const against = againstOf(document, document, "results2");
    assert.deepEqual(
      [against.fields, against.differences, against.withinNoise, against.onlyA, against.onlyB],
      [[], [], 0, 0, 0],
    );
    const page = await renderDocument(html, { ...document, against });
    assert.match(page, />Against results2: nothing differs in 44 cells<\/a>/);
    const section = page.split('<section id="against"')[1].split("</section>")[0];
    assert.doesNotMatch(section, /<table/);
  });

  it("shows the cells that differ beyond noise, as diff finds them, each with its place", async () => {
    const against = againstOf(document, other, "results2");
    const [a, b] = [document, other].map(({ tables }) => tables[0].list.map(cellOfReport));
    const wanted = compareCells(a, b, { tolerance: 0, exact: false });
    assert.deepEqual(against.differences, wanted.differences);
    assert.ok(wanted.differences.length > 0 && wanted.differences.length < 44);
    const page = await renderDocument(html, { ...document, against });
    const section = page.split('<section id="against"')[1].split("</section>")[0];
    const shown = [...section.matchAll(/<a class="cell" href="#([^"]+)"/g)].map(([, id]) => id);
    assert.deepEqual(
      shown,
      wanted.differences.map(({ cell }) => cell),
    );
    assert.match(section, /<td>\+7\.00 ± 0\.00<\/td><td>3<\/td><td>≠ beyond noise<\/td>/);
  });

  it("shows what the runs were made with where that differs, and no settings", async () => {
    const runs = document.runs.map((run) => ({
      ...run,
      facts: { ...run.facts, "made.engine": "<wasm>", loss: "other" },
    }));
    const against = againstOf(document, { ...document, runs }, "results2");
    assert.deepEqual(against.fields, [{ name: "made.engine", a: "native", b: "<wasm>" }]);
    const page = await renderDocument(html, { ...document, against });
    assert.match(page, /<th scope="row">engine<\/th><td>native<\/td><td>&lt;wasm&gt;<\/td>/);
    assert.match(page, /Against results2: 0 of 44 cells and 1 field differ/);
    assert.deepEqual(againstOf(document, { ...document, runs: [] }, null).fields, []);
  });

  it("counts numbers that one side lacks, and says where nothing can be compared", async () => {
    const none = await someDocument(["table4"], "paper", SEEDS, () => null);
    const against = againstOf(document, none, null);
    assert.deepEqual([against.compared, against.onlyA, against.onlyB], [0, 44, 0]);
    const page = await renderDocument(html, { ...document, against });
    assert.match(page, /Against another results folder: nothing to compare, no cell has a number/);
  });
});
