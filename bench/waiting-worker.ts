/** A worker whose run takes ten seconds and computes nothing: it speaks as often as a trainer, then leaves results. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { evalDir, FILES, trainDir } from "../src/store/paths.js";
import { writeResult } from "../src/store/result.js";
import type { Job } from "../src/contract/job.js";

const SECONDS = 10;
const A_SECOND = 4;
const steps = SECONDS * A_SECOND;
const say = (message: object): void => {
  process.stdout.write(`${JSON.stringify(message)}\n`);
};

// How long its own start took, in ms, for whoever measures.
const begun = performance.now();
say({ type: "started", engine: String(begun), pid: process.pid, resumedAt: null });
const text = await readFile(join(process.argv[2] ?? "", FILES.job), "utf8");
const { root, trainId, evals } = JSON.parse(text) as Job;
for (let step = 1; step <= steps; step++) {
  await delay(begun + (1000 * step) / A_SECOND - performance.now());
  const progress = { epoch: 1, epochs: 1, step, steps, loss: 1, stepsPerSecond: A_SECOND };
  say({ type: "progress", ...progress });
  if (step % 10 === 0) say({ type: "checkpoint", step });
}
const metrics = { f1: 0, ignF1: 0, precision: 0, recall: 0 };
const dev = [{ step: steps, epoch: 1, loss: 1, ...metrics }];
await writeResult(trainDir(root, trainId), { schema: 1, trainId, dev, best: 0, steps });
for (const { evalId, spec } of evals) {
  await writeResult(evalDir(root, evalId), {
    schema: 1,
    trainId,
    evalId,
    evalSet: spec.evalSet,
    counts: { documents: 0, pairs: 0, gold: 0, submitted: 0, correct: 0, ignored: 0 },
    metrics,
    bands: {},
    perRelation: {},
    thresholdMean: 0,
  });
}
say({ type: "finished", seconds: SECONDS, trained: true });
process.exit(0);
