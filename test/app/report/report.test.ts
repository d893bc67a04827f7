import assert from "node:assert/strict";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { runsOf } from "../../../src/app/plan/plan.js";
import { writePaper } from "../../../src/app/report/paper.js";
import { filesOf, report } from "../../../src/app/report/report.js";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { select } from "../../../src/app/select/select.js";
import { AmtlError } from "../../../src/base/errors.js";
import { readCells } from "../../../src/report/read-csv.js";
import { TWO_ROWS } from "../../support/commands/in-process.js";
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

  it("fills a table from finished runs: the file the whole, the view what was asked for", async () => {
    await inFolder(async (results) => {
      const request = { ...TABLE, seeds: [5, 42], results };
      await complete(results, request);
      const { tables, incomplete, damaged } = await report(request, true);
      assert.deepEqual([incomplete, damaged], [0, []]);
      const [{ cells, view, files }] = tables;
      assert.equal(cells.length, 44);
      assert.equal(view.cells.flat().filter((cell) => cell !== null).length, 8);
      const filled = cells.filter(({ ours_mean }) => ours_mean !== "");
      assert.equal(filled.length, 8);
      for (const { ours_mean, ours_std, n_seeds, delta } of filled) {
        assert.deepEqual([ours_mean, ours_std, n_seeds, delta], ["1.00", "0.00", "2", ""]);
      }
      const csv = join(results, "smoke", "table4.csv");
      assert.deepEqual(files, [csv, join(results, "smoke", "table4.wide.csv")]);
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
      const request = { ...TABLE, seeds: [5], settings: { epochs: "2" }, results };
      await complete(results, request);
      const names = ["table4.epochs=2.csv", "table4.epochs=2.wide.csv"];
      assert.deepEqual(
        filesOf(await report(request, true)),
        names.map((name) => join(results, "smoke", name)),
      );
      assert.deepEqual((await readdir(join(results, "smoke"))).sort(), names);
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
