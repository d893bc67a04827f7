import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { EvalResult, TrainResult } from "../../src/contract/result.js";
import { evalDir, trainDir } from "../../src/store/paths.js";
import { inspectResult, readResult, writeResult } from "../../src/store/result.js";
import { inFolder } from "../support/runs/runs.js";

const metrics = { f1: 50, ignF1: 49.5, precision: 100, recall: 0 };
const trained: TrainResult = {
  schema: 1,
  trainId: "ab".repeat(32),
  dev: [{ step: 4, epoch: 1, loss: 0.1, ...metrics }],
  best: 0,
  steps: 4,
};
const evaluated: EvalResult = {
  schema: 1,
  trainId: "ab".repeat(32),
  evalId: "cd".repeat(32),
  evalSet: "redocred/test",
  counts: { documents: 1, pairs: 2, gold: 1, submitted: 1, correct: 1, ignored: 0 },
  metrics,
  bands: { "1-10": metrics },
  perRelation: { P17: { gold: 1, submitted: 1, correct: 1 } },
  thresholdMean: -0.5,
  relationScores: [
    { relation: "P17", pairs: 1, score: 2.5 },
    { relation: "P6", pairs: 0, score: null },
  ],
};

describe("a result that is JSON but not what a run writes", () => {
  const cases: readonly (readonly [string, object, object])[] = [
    ["steps", trained, { steps: "4" }],
    ["dev", trained, { dev: { 0: trained.dev[0] } }],
    ["dev[0].loss", trained, { dev: [{ ...trained.dev[0], loss: null }] }],
    ["dev[0].f1", trained, { dev: [{ ...trained.dev[0], f1: 5000 }] }],
    ["best", trained, { best: 1 }],
    ["best", trained, { best: -1 }],
    ["metrics", evaluated, { metrics: undefined }],
    ["metrics.ignF1", evaluated, { metrics: { ...metrics, ignF1: "49.5" } }],
    ["counts.gold", evaluated, { counts: { ...evaluated.counts, gold: 1.5 } }],
    ["bands.1-10.recall", evaluated, { bands: { "1-10": { ...metrics, recall: null } } }],
    ["perRelation.P17", evaluated, { perRelation: { P17: 3 } }],
    ["thresholdMean", evaluated, { thresholdMean: null }],
    ["relationScores", evaluated, { relationScores: { P17: 2.5 } }],
    ["relationScores[0].score", evaluated, { relationScores: [{ relation: "P17", pairs: 1 }] }],
    ["evalSet", evaluated, { evalSet: ["redocred/test"] }],
  ];
  const folderOf = (root: string, result: object): string =>
    result === trained ? trainDir(root, trained.trainId) : evalDir(root, evaluated.evalId);

  for (const [field, result, change] of cases) {
    const text = JSON.stringify({ ...result, ...change });
    it(`is refused with file and field: ${field}, ${JSON.stringify(change)}`, async () => {
      await inFolder(async (root) => {
        const dir = folderOf(root, result);
        await mkdir(dir, { recursive: true });
        await writeFile(join(dir, "result.json"), text);
        assert.equal((await inspectResult(dir)).state, "damaged");
        await assert.rejects(readResult(dir), (error: Error) => {
          const { where, got, fix } = (error as Error & { details: Record<string, string> })
            .details;
          assert.equal(where, join(dir, "result.json"));
          assert.ok(got.startsWith(`${field} is `), got);
          assert.match(fix, /run the same table again/);
          return true;
        });
      });
    });
  }

  it("is never written, and a sound one is, with fields that a later version adds", async () => {
    await inFolder(async (root) => {
      const broken = { ...trained, best: 7 };
      await assert.rejects(writeResult(folderOf(root, trained), broken), /TypeError.*best is 7/);
      for (const result of [trained, evaluated]) {
        const more = { ...result, later: 1 };
        await writeResult(folderOf(root, result), more);
        assert.deepEqual(await readResult(folderOf(root, result)), more);
      }
    });
  });
});
