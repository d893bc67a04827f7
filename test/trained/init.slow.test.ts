import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { exportModel } from "../../src/app/export/export.js";
import { run } from "../../src/app/run/run.js";
import { runIds } from "../../src/app/lookup/runs.js";
import { evalsOf } from "../../src/store/evals-of.js";
import { evalDir, FILES } from "../../src/store/paths.js";
import { withFiles } from "../support/runs/own-files.js";

const table = (axes: string, row = "amtl()"): string => `
import { amtl, line, loss, table } from "amtl-run";

export default table("one", {
  title: "One run",
  base: { backbone: "atlop", encoder: "bert-base-cased"${axes} },
  rows: [${row}],
  columns: [line("F1", { trainedOn: "redocred", scoredOn: "redocred/test", metric: "f1" })],
  seeds: [5],
});
`;

/** What a run predicted on its test set. */
async function predictionsOf(results: string, trainId: string): Promise<string> {
  const [evalId] = await evalsOf(results, trainId);
  return readFile(join(evalDir(results, evalId), FILES.predictions), "utf8");
}

describe("a run from an exported model", function () {
  this.timeout(1_200_000);

  before(function () {
    if (process.env.AMTL_SLOW_TESTS === undefined) this.skip();
  });

  it("that learns nothing predicts what the exported run predicted, bit for bit", async () => {
    const files = { "one.ts": table(""), "two.ts": table(', init: "./model"') };
    await withFiles(files, async (folder) => {
      const results = join(folder, "runs");
      const limit = 40;
      const request = { results, jobs: 1, settings: { limit, epochs: 2 } };
      const first = await run({ ...request, experiments: [join(folder, "one.ts")] });
      assert.deepEqual(first.failures, []);
      const [original] = await runIds(results);
      const model = join(folder, "model");
      await exportModel({ run: original, folder: model, results });
      const predicted = await predictionsOf(results, original);
      assert.ok(predicted.length > 100);
      const settings = { limit, epochs: 0 };
      // From the command line's folder, and from that of a table: one run.
      for (const asked of [
        { experiments: [join(folder, "one.ts")], init: model },
        { experiments: [join(folder, "two.ts")] },
      ]) {
        const { failures } = await run({ ...request, ...asked, settings });
        assert.deepEqual(failures, []);
        const ids = await runIds(results);
        assert.equal(ids.length, 2);
        const started = ids.find((id) => id !== original)!;
        assert.equal(await predictionsOf(results, started), predicted);
      }
      const tuned = await run({
        ...request,
        experiments: [join(folder, "two.ts")],
        settings: { limit, epochs: 1 },
      });
      assert.deepEqual(tuned.failures, []);
      assert.equal((await runIds(results)).length, 3);
    });
  });

  it("whose plugin learned from another run needs that no more", async () => {
    const row = 'line("LogicRE", { loss: "atl", plugin: "logicre" })';
    await withFiles({ "one.ts": table("", row) }, async (folder) => {
      const results = join(folder, "runs");
      const request = { results, jobs: 1, experiments: [join(folder, "one.ts")] };
      const first = await run({ ...request, settings: { limit: 40 } });
      assert.deepEqual(first.failures, []);
      const ids = await runIds(results);
      assert.equal(ids.length, 2);
      const evaluated = await Promise.all(ids.map((id) => evalsOf(results, id)));
      const original = ids[evaluated.findIndex((evals) => evals.length > 0)];
      const model = join(folder, "model");
      await exportModel({ run: original, folder: model, results });
      const again = await run({ ...request, init: model, settings: { limit: 40, epochs: 0 } });
      assert.deepEqual(again.failures, []);
      const all = await runIds(results);
      assert.equal(all.length, 3);
      const started = all.find((id) => !ids.includes(id))!;
      assert.equal(await predictionsOf(results, started), await predictionsOf(results, original));
    });
  });
});
