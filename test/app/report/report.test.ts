import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runsOf } from "../../../src/app/plan/plan.js";
import { writePaper } from "../../../src/app/report/paper.js";
import { failureOf, filesOf, report } from "../../../src/app/report/report.js";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { select } from "../../../src/app/select/select.js";
import { cells, loss, table } from "../../../src/index.js";
import { AmtlError } from "../../../src/base/errors.js";
import { readCells } from "../../../src/report/read-csv.js";
import { TWO_ROWS } from "../../support/commands/in-process.js";
import { withFiles } from "../../support/runs/own-files.js";
import { completePlanned, inFolder } from "../../support/runs/runs.js";

const TABLE = { experiments: ["table4"], profile: "smoke", only: TWO_ROWS } as const;

/** Leaves the results of all runs of a request. */
async function complete(results: string, request: SelectionRequest): Promise<void> {
  for (const run of runsOf(await select(request))) await completePlanned(results, run);
}

describe("report", function () {
  this.timeout(60_000);

  it("has missing cells only and writes nothing while there is no result", async () => {
    await inFolder(async (results) => {
      for (const id of ["table4", "fig5"]) {
        const found = await report({ ...TABLE, experiments: [id], only: [], results }, true);
        const [{ cells }] = found.tables;
        assert.ok(cells.length > 0);
        assert.ok(cells.every(({ ours_mean }) => ours_mean === ""));
        assert.equal(found.incomplete, cells.length);
        assert.deepEqual(filesOf(found), []);
      }
      assert.deepEqual(await readdir(results), []);
    });
  });

  it("refuses two files with tables of one id in one command", async () => {
    const text = (label: string): string => `import { cells, loss, table } from "amtl-run";
export default table("mine", { title: "x", base: { backbone: "atlop", encoder: "bert-base-cased" },
  rows: [loss("atl", { label: "${label}" })],
  columns: cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] }), seeds: [5] });`;
    await withFiles({ "a.ts": text("A"), "b.ts": text("B") }, async (folder) => {
      const [a, b] = ["a.ts", "b.ts"].map((name) => join(folder, name));
      const results = join(folder, "results");
      await assert.rejects(report({ experiments: [a, b], profile: "smoke", results }, true), {
        exitCode: 2,
        message: 'Two tables with the id "mine"',
      });
      assert.equal(
        (await report({ experiments: [a, a], profile: "smoke", results }, true)).incomplete > 0,
        true,
      );
    });
  });

  it("fills a table from finished runs: the file the whole, the view what was asked for", async () => {
    await inFolder(async (results) => {
      const request = { ...TABLE, seeds: [5, 42], results };
      await complete(results, request);
      const { tables, incomplete, damaged } = await report(request, true);
      assert.deepEqual([incomplete, damaged], [0, []]);
      const [{ cells, view, written }] = tables;
      assert.equal(cells.length, 44);
      assert.equal(view.cells.flat().filter((cell) => cell !== null).length, 8);
      const filled = cells.filter(({ ours_mean }) => ours_mean !== "");
      assert.equal(filled.length, 8);
      for (const { ours_mean, ours_std, n_seeds, delta } of filled) {
        assert.deepEqual([ours_mean, ours_std, n_seeds, delta], ["1.00", "0.00", "2", ""]);
      }
      const csv = join(results, "smoke", "table4.csv");
      assert.deepEqual(written.files, [csv, join(results, "smoke", "table4.wide.csv")]);
      assert.deepEqual(await readCells(csv), cells);
      const before = await readFile(csv, "utf8");
      await report(request, true);
      assert.equal(await readFile(csv, "utf8"), before);
    });
  });

  it("says of each cell how many seeds are still to come", async () => {
    await inFolder(async (results) => {
      await complete(results, { ...TABLE, seeds: [5], results });
      const { tables, incomplete } = await report({ ...TABLE, seeds: [5, 42], results });
      assert.equal(incomplete, 8);
      for (const cell of tables[0].view.cells.flat()) {
        assert.ok(cell?.ours.kind === "value");
        assert.deepEqual([cell.ours.aggregate.values.length, cell.ours.waiting], [1, 1]);
      }
    });
  });

  it("writes tables of other settings under a name of their own", async () => {
    await inFolder(async (results) => {
      const request = { ...TABLE, seeds: [5], settings: { epochs: 2 }, results };
      await complete(results, request);
      const names = ["table4.epochs=2.csv", "table4.epochs=2.wide.csv"];
      assert.deepEqual(
        filesOf(await report(request, true)),
        names.map((name) => join(results, "smoke", name)),
      );
      assert.deepEqual((await readdir(join(results, "smoke"))).sort(), names);
    });
  });

  it("never replaces a CSV by one with fewer seeds", async () => {
    await inFolder(async (results) => {
      const wide = { ...TABLE, seeds: [5, 42], results };
      await complete(results, wide);
      const [{ written }] = (await report(wide, true)).tables;
      const [csv] = written.files;
      const before = await readFile(csv, "utf8");
      const narrow = { ...wide, only: [], seeds: [42] };
      const [narrower] = (await report(narrow, true)).tables;
      assert.equal(narrower.written.keptWider, csv);
      const name = join(results, "smoke", "table4.seeds=42");
      assert.deepEqual(narrower.written.files, [`${name}.csv`, `${name}.wide.csv`]);
      assert.equal(await readFile(csv, "utf8"), before);
      // As many or more seeds replace it.
      assert.equal((await report(wide, true)).tables[0].written.keptWider, null);
      const more = { ...wide, seeds: [5, 42, 65] };
      await complete(results, more);
      const [wider] = (await report(more, true)).tables;
      assert.deepEqual([wider.written.keptWider, wider.written.files[0]], [null, csv]);
    });
  });

  it("says when a CSV had cells that this table does not have", async () => {
    await inFolder(async (results) => {
      const columns = cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] });
      const base = { backbone: "atlop", encoder: "bert-base-cased" } as const;
      const own = (id: string, ...losses: readonly string[]) =>
        table(id, { title: id, base, rows: losses.map((each) => loss(each)), columns, seeds: [5] });
      const request = { profile: "smoke", seeds: [5], results } as const;
      const two = { ...request, experiments: [own("mine", "atl", "afl")] };
      await complete(results, two);
      assert.equal((await report(two, true)).tables[0].written.dropped, null);
      const [{ written }] = (await report({ ...request, experiments: [own("mine", "atl")] }, true))
        .tables;
      assert.deepEqual(written.dropped, { file: join(results, "smoke", "mine.csv"), cells: 1 });
      await assert.rejects(
        report({ ...request, experiments: [own("table4", "atl")] }),
        (error) =>
          error instanceof AmtlError && error.message.includes('Table id "table4" is taken'),
      );
    });
  });

  it("has its tables where their files cannot be written, and says why", async () => {
    await inFolder(async (results) => {
      const request = { ...TABLE, seeds: [5], results };
      await complete(results, request);
      await writeFile(join(results, "smoke"), "a file in the folder's place");
      const found = await report(request, true);
      assert.equal(found.tables[0].cells.filter(({ ours_mean }) => ours_mean !== "").length, 8);
      assert.deepEqual(filesOf(found), []);
      assert.match(String(failureOf(found)?.message), /Cannot write table/);
    });
  });

  it("writes the paper's own numbers for all thirteen tables, and refuses a fourteenth", async () => {
    await inFolder(async (results) => {
      await writePaper([], results, []);
      assert.equal((await readdir(join(results, "paper"))).length, 26);
      await assert.rejects(
        writePaper(["table14"], results, []),
        (error) =>
          error instanceof AmtlError &&
          error.exitCode === 2 &&
          error.message.includes('Unknown table of the paper "table14"'),
      );
    });
  });
});
