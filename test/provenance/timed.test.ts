import assert from "node:assert/strict";
import { readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sealedJson } from "../../src/base/seal.js";
import { readTimes } from "../../src/provenance/timed.js";
import { RUN_FILES, type RunFiles } from "../../src/provenance/run-files.js";
import { FILES, trainDir } from "../../src/store/paths.js";
import { ensureSpec } from "../../src/store/spec.js";
import { completeTraining, inFolder, sampleJob } from "../support/runs/runs.js";

/** A training that took so long; its files are as old as those of a run of yesterday. */
async function timedRun(root: string, seed: number, seconds: number): Promise<string> {
  const job = sampleJob(root, seed);
  const dir = trainDir(root, job.trainId);
  await ensureSpec(dir, { spec: job.train, dependencies: job.dependencies });
  await completeTraining(root, job);
  await writeFile(join(dir, FILES.provenance), sealedJson({ resumedAt: null, seconds }));
  await age(dir, 1);
  return job.trainId;
}

async function age(dir: string, days: number): Promise<void> {
  const time = Date.now() / 1000 - 86_400 * days;
  for (const name of [FILES.spec, FILES.result, FILES.provenance]) {
    await utimes(join(dir, name), time, time);
  }
}

/** Counts the trainings that are read. */
function counting(): { readonly files: RunFiles; readonly count: () => number } {
  let count = 0;
  const training: RunFiles["training"] = (dir) => {
    count++;
    return RUN_FILES.training(dir);
  };
  return { files: { ...RUN_FILES, training }, count: () => count };
}

describe("the times of a results folder", () => {
  it("are read once, and again of a run whose files changed or are too new to tell", async () => {
    await inFolder(async (root) => {
      const [first, second] = [await timedRun(root, 1, 60), await timedRun(root, 2, 90)];
      const { files, count } = counting();
      const secondsOf = async (): Promise<Record<string, number>> =>
        Object.fromEntries(
          (await readTimes(root, files)).map(({ trainId, seconds }) => [trainId, seconds]),
        );
      const times = { [first]: 60, [second]: 90 };
      assert.deepEqual([await secondsOf(), count()], [times, 2]);
      assert.deepEqual([await secondsOf(), count()], [times, 2]);
      const record = join(trainDir(root, second), FILES.provenance);
      await writeFile(record, sealedJson({ resumedAt: null, seconds: 120 }));
      assert.deepEqual([await secondsOf(), count()], [{ ...times, [second]: 120 }, 3]);
      assert.deepEqual([await secondsOf(), count()], [{ ...times, [second]: 120 }, 4]);
      await age(trainDir(root, second), 0.5);
      await secondsOf();
      assert.deepEqual([await secondsOf(), count()], [{ ...times, [second]: 120 }, 5]);
      await writeFile(record, (await readFile(record, "utf8")).replace("120", "999"));
      assert.deepEqual(await secondsOf(), { [first]: 60 });
      await rm(join(trainDir(root, first), FILES.result));
      assert.deepEqual(await secondsOf(), {});
    });
  });
});
