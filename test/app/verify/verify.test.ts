import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { verify } from "../../../src/app/verify/verify.js";
import { keepPredictions } from "../../../src/programs/kept.js";
import { runState } from "../../../src/state/run-states.js";
import type { Job } from "../../../src/contract/job.js";
import { writeContainer } from "../../../src/store/container.js";
import { attemptDir, evalDir, trainDir } from "../../../src/store/paths.js";
import { inspectResult, readResult } from "../../../src/store/result.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { mendResults, writeSpecs } from "../../../src/executors/queue/folders.js";
import { completeRun, inFolder, sampleJob } from "../../support/runs/runs.js";

const FLIPS = process.env.AMTL_SLOW_TESTS === "1" ? 20_000 : 300;

/** A run that is done, with every kind of file that a number may rest on. */
async function wholeRun(root: string): Promise<Job> {
  const job = sampleJob(root, 7);
  const dir = trainDir(root, job.trainId);
  const [{ evalId, spec, dependencies }] = job.evals;
  await ensureSpec(dir, { spec: job.train, dependencies: job.dependencies });
  await ensureSpec(evalDir(root, evalId), { spec, dependencies });
  await writeFile(join(evalDir(root, evalId), "predictions.ndjson"), '{"title":"d"}\n');
  await completeRun({ job, label: "sample" });
  const arrays = new Map([["p", Float32Array.of(1, 2, 3)]]);
  const meta = { trainId: job.trainId };
  const attempt = attemptDir(dir, 1);
  await mkdir(attempt, { recursive: true });
  for (const path of [
    join(dir, "weights.bin"),
    join(dir, "scores", "redocred", "test", "scores.bin"),
    join(attempt, "checkpoint.bin"),
    join(attempt, "best-3.bin"),
  ]) {
    await writeContainer(path, { meta, arrays });
  }
  await keepPredictions(job, spec.evalSet, [{ title: "d", h_idx: 0, t_idx: 1, r: "P1" }]);
  return job;
}

const filesIn = async (root: string): Promise<readonly string[]> =>
  (await readdir(root, { recursive: true, withFileTypes: true }))
    .filter((each) => each.isFile())
    .map((each) => join(each.parentPath, each.name))
    .sort();

describe("verify", function () {
  this.timeout(1_800_000);

  it("reads all that is there, what a plan or a run names, and changes nothing", async () => {
    await inFolder(async (root) => {
      const job = await wholeRun(root);
      const files = await filesIn(root);
      const whole = await verify({ results: root });
      assert.deepEqual([whole.folders, whole.files, whole.damaged], [2, files.length, []]);
      const one = await verify({ results: root, targets: [job.trainId.slice(0, 8)] });
      assert.deepEqual([one.folders, one.damaged], [1, []]);
      await assert.rejects(verify({ results: root, targets: ["nothing"] }), /Unknown run/);
      assert.deepEqual(await filesIn(root), files);
    });
  });

  it(`finds ${FLIPS} single bits that changed; results are then mended or mean the same`, async () => {
    await inFolder(async (root) => {
      const job = await wholeRun(root);
      const dirs = [trainDir(root, job.trainId), evalDir(root, job.evals[0].evalId)];
      const results = await Promise.all(dirs.map((dir) => readResult(dir)));
      const files = await filesIn(root);
      const seen = { damaged: 0, same: 0 };
      let state = 13;
      const next = (below: number): number => {
        // Numerical Recipes' generator: the same flips on every machine.
        state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
      };
      for (let flip = 0; flip < FLIPS; flip++) {
        const path = files[next(files.length)];
        const bytes = await readFile(path);
        const bit = next(bytes.length * 8);
        const what = `flip ${flip}: bit ${bit} of ${path}`;
        const changed = Buffer.from(bytes);
        changed[bit >> 3] ^= 1 << (bit & 7);
        await writeFile(path, changed);
        const { damaged } = await verify({ results: root });
        if (damaged.length > 0) seen.damaged++;
        else seen.same++;
        if (path.endsWith(".bin") || path.endsWith(".ndjson"))
          assert.deepEqual(
            damaged.map((each) => each.path),
            [path],
            what,
          );
        const ids = { trainId: job.trainId, evalIds: [job.evals[0].evalId] };
        await runState(root, ids);
        for (const [at, dir] of dirs.entries()) {
          const found = await inspectResult(dir);
          if (found.state === "value") assert.deepEqual(found.value, results[at], what);
        }
        if (basename(path).endsWith(".json")) {
          await writeSpecs(job);
          await mendResults(job);
          await completeRun({ job, label: "sample" });
          assert.equal((await runState(root, ids)).state, "done", what);
          for (const [at, dir] of dirs.entries())
            assert.deepEqual(await readResult(dir), results[at], what);
        }
        await writeFile(path, bytes);
      }
      assert.ok(seen.damaged > 0.8 * FLIPS, JSON.stringify(seen));
    });
  });
});
