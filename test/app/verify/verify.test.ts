import assert from "node:assert/strict";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join } from "node:path";
import { verify } from "../../../src/app/verify/verify.js";
import { fileHashes } from "../../../src/corpus/files/hashes.js";
import { cachedPath } from "../../../src/corpus/files/locate.js";
import { dataFile } from "../../../src/programs/data-files.js";
import { keepPredictions } from "../../../src/programs/kept.js";
import { runState } from "../../../src/state/run-states.js";
import type { Job } from "../../../src/contract/job.js";
import { writeContainer } from "../../../src/store/container.js";
import { attemptDir, evalDir, trainDir } from "../../../src/store/paths.js";
import { isEvaluated, writePredictions } from "../../../src/store/predictions.js";
import { inspectResult, readResult } from "../../../src/store/result.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { mendResults, writeSpecs } from "../../../src/executors/queue/folders.js";
import { filesBelow, flipBit, someFlips } from "../../support/machines/flips.js";
import { completeRun, inFolder, sampleJob } from "../../support/runs/runs.js";

/** Of finished runs, as trainers leave them, test/chaos/flips.test.ts changes more. */
const FLIPS = process.env.AMTL_SLOW_TESTS === "1" ? 2_000 : 200;

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

describe("verify", function () {
  this.timeout(1_800_000);
  const { AMTL_CACHE: before_ } = process.env;
  let cache: string;

  beforeEach(async () => {
    cache = await mkdtemp(join(tmpdir(), "amtl-cache-"));
    process.env.AMTL_CACHE = cache;
  });
  afterEach(async () => {
    if (before_ === undefined) Reflect.deleteProperty(process.env, "AMTL_CACHE");
    else process.env.AMTL_CACHE = before_;
    await rm(cache, { recursive: true, force: true });
  });

  it("reads all that is there, what a plan or a run names, and changes nothing", async () => {
    await inFolder(async (root) => {
      const job = await wholeRun(root);
      const files = await filesBelow(root);
      const whole = await verify({ results: root });
      assert.deepEqual([whole.folders, whole.files, whole.damaged], [2, files.length, []]);
      const one = await verify({ results: root, targets: [job.trainId.slice(0, 8)] });
      assert.deepEqual([one.folders, one.files, one.damaged], [2, files.length, []]);
      await assert.rejects(verify({ results: root, targets: ["nothing"] }), /Unknown run/);
      assert.deepEqual(await filesBelow(root), files);
    });
  });

  it("reads the caches, where nothing is named: notes, data of programs, and published files", async () => {
    await inFolder(async (root) => {
      const documents = [{ title: "one", sentences: [["a"]], entities: [], facts: [] }];
      const data = await dataFile({ id: "redocred/train", documents }, true);
      await writeFile(join(root, "a.json"), "text");
      await fileHashes(join(root, "a.json"));
      const [note] = await filesBelow(join(cache, "hashes"));
      const published = cachedPath("redocred/dev_revised.json");
      assert.deepEqual((await verify({ results: root })).files, 2);
      await writeFile(data, "[]\n");
      await writeFile(note, (await readFile(note, "utf8")).replace("4", "5"));
      await mkdir(dirname(published), { recursive: true });
      await writeFile(published, "[]");
      const { damaged } = await verify({ results: root });
      assert.deepEqual(damaged.map(({ path }) => path).sort(), [data, note, published].sort());
      await dataFile({ id: "redocred/train", documents }, true);
      await fileHashes(join(root, "a.json"));
      const left = (await verify({ results: root })).damaged;
      assert.deepEqual(
        left.map(({ path }) => path),
        [published],
      );
    });
  });

  it("tells of predictions that are gone or changed; they are made again, or nothing is", async () => {
    await inFolder(async (root) => {
      const job = await wholeRun(root);
      await rm(join(trainDir(root, job.trainId), "attempts"), { recursive: true });
      const [{ evalId }] = job.evals;
      const dir = evalDir(root, evalId);
      const path = join(dir, "predictions.ndjson");
      const whole = await readFile(path, "utf8");
      const ids = { trainId: job.trainId, evalIds: [evalId] };
      for (const damage of [() => rm(path), () => writeFile(path, whole.replace("d", "e"))]) {
        await damage();
        const { damaged } = await verify({ results: root, targets: [job.trainId] });
        assert.deepEqual(
          damaged.map((each) => each.path),
          [path],
        );
        const state = await runState(root, ids);
        assert.deepEqual([state.state, "path" in state && state.path], ["damaged", path]);
        assert.ok("missing" in state && state.missing === 1);
        await mendResults(job);
        assert.equal(await isEvaluated(dir), false);
        await assert.rejects(writePredictions(dir, "others\n"), /cannot be made again/);
        assert.equal(await writePredictions(dir, whole), true);
        assert.equal(await isEvaluated(dir), true);
        assert.equal((await runState(root, ids)).state, "done");
      }
    });
  });

  it("remembers what it found of a large file, as the other commands do, until that changes", async () => {
    await inFolder(async (root) => {
      const job = await wholeRun(root);
      await rm(join(trainDir(root, job.trainId), "attempts"), { recursive: true });
      const ids = { trainId: job.trainId, evalIds: [job.evals[0].evalId] };
      const path = join(trainDir(root, job.trainId), "weights.bin");
      await writeContainer(path, { meta: {}, arrays: new Map([["p", new Float32Array(3e6)]]) });
      assert.equal((await runState(root, ids)).state, "done");
      const [note] = await filesBelow(join(cache, "kept"));
      await flipBit({ path, bit: 8 * 6e6 });
      assert.equal((await runState(root, ids)).state, "damaged");
      await writeFile(note, "{");
      assert.equal((await runState(root, ids)).state, "damaged");
      assert.equal((await mendResults(job)).length, 1);
      assert.equal((await runState(root, ids)).state, "done");
    });
  });

  it(`finds ${FLIPS} single bits that changed; results are then mended or mean the same`, async () => {
    await inFolder(async (root) => {
      const job = await wholeRun(root);
      const dirs = [trainDir(root, job.trainId), evalDir(root, job.evals[0].evalId)];
      const results = await Promise.all(dirs.map((dir) => readResult(dir)));
      const files = await filesBelow(root);
      const seen = { damaged: 0, same: 0 };
      let at = 0;
      for await (const flip of someFlips(files, FLIPS)) {
        const { path, bit } = flip;
        const putBack = await flipBit(flip);
        const what = `flip ${++at}: bit ${bit} of ${path}`;
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
        await putBack();
      }
      assert.ok(seen.damaged > 0.8 * FLIPS, JSON.stringify(seen));
    });
  });
});
