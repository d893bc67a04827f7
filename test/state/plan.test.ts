import assert from "node:assert/strict";
import { rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { PlannedRun } from "../../src/experiment/plan/plan.js";
import { PROFILES } from "../../src/methods/profiles/profiles.js";
import { mergeRuns, statusOf, taskOf } from "../../src/state/plan.js";
import { claimNext } from "../../src/store/claim.js";
import { evalDir, trainDir } from "../../src/store/paths.js";
import { writeResult } from "../../src/store/result.js";
import { inFolder, sampleJob } from "../support/runs.js";

function planned(root: string, seed: number, evalSets: string[], cells: string[]): PlannedRun {
  const { trainId, train, dependencies, evals } = sampleJob(root, seed, evalSets);
  return { trainId, label: `seed ${seed}`, spec: train, dependencies, evals, cells };
}

const metrics = { f1: 1, ignF1: 1, precision: 1, recall: 1 };

describe("plan of the runner", () => {
  it("tells for each run what is left: training, evaluations, nothing", async () => {
    await inFolder(async (root) => {
      const run = planned(root, 1, ["redocred/test", "docgnre/test"], ["a"]);
      const dir = trainDir(root, run.trainId);
      const status = async () => (await statusOf(root, [run]))[0].status;
      assert.deepEqual(await status(), { state: "train", begun: false });
      await claimNext(dir, () => Promise.resolve(false));
      assert.deepEqual(await status(), { state: "train", begun: true });
      const trained = { schema: 1, trainId: run.trainId, dev: [], best: 0, steps: 1 } as const;
      await writeResult(dir, trained);
      assert.deepEqual(await status(), { state: "evaluate", missing: 2 });
      for (const [index, { evalId, spec }] of run.evals.entries()) {
        await writeResult(evalDir(root, evalId), {
          schema: 1,
          trainId: run.trainId,
          evalId,
          evalSet: spec.evalSet,
          counts: { documents: 0, pairs: 0, gold: 0, submitted: 0, correct: 0, ignored: 0 },
          metrics,
          bands: {},
          perRelation: {},
          thresholdMean: 0,
        });
        const expected = index === 0 ? { state: "evaluate", missing: 1 } : { state: "done" };
        assert.deepEqual(await status(), expected);
      }
      await writeFile(join(evalDir(root, run.evals[0].evalId), "result.json"), "{");
      assert.deepEqual(await status(), { state: "evaluate", missing: 1 });
      await rm(join(dir, "result.json"));
      assert.deepEqual(await status(), { state: "train", begun: true });
    });
  });

  it("needs no folder, and keeps the order of the runs", async () => {
    const runs = [3, 1, 2].map((seed) => planned("/nowhere", seed, ["redocred/test"], []));
    const statuses = await statusOf("/nowhere", runs);
    assert.deepEqual(
      statuses.map(({ run }) => run.label),
      ["seed 3", "seed 1", "seed 2"],
    );
  });

  it("merges runs of several experiments with all their evaluations and cells", () => {
    const merged = mergeRuns([
      planned("/r", 1, ["redocred/test"], ["a", "b"]),
      planned("/r", 2, ["redocred/test"], ["c"]),
      planned("/r", 1, ["redocred/test", "docgnre/test"], ["b", "d"]),
    ]);
    assert.deepEqual(
      merged.map(({ label, evals, cells }) => [label, evals.map((e) => e.spec.evalSet), cells]),
      [
        ["seed 1", ["redocred/test", "docgnre/test"], ["a", "b", "d"]],
        ["seed 2", ["redocred/test"], ["c"]],
      ],
    );
  });

  it("gives the worker what the profile fixes", () => {
    const run = planned("/r", 1, ["redocred/test"], []);
    const { job, label } = taskOf(run, "/r", PROFILES.paper, "wasm");
    assert.equal(label, "seed 1");
    assert.deepEqual(job, {
      ...sampleJob("/r", 1),
      engine: "wasm",
      threads: PROFILES.paper.threads,
      keep: "scores",
    });
  });
});
