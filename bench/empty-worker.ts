/** A worker whose run is empty: it loads the engine and leaves results without numbers. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { startEngine } from "../src/engine/start.js";
import { evalDir, FILES, trainDir } from "../src/store/paths.js";
import { writeResult } from "../src/store/result.js";
import type { Job } from "../src/contract/job.js";

const text = await readFile(join(process.argv[2] ?? "", FILES.job), "utf8");
const { root, trainId, evals, engine, threads } = JSON.parse(text) as Job;
await startEngine(engine, { threads });
await writeResult(trainDir(root, trainId), { schema: 1, trainId, dev: [], best: 0, steps: 0 });
for (const { evalId, spec } of evals) {
  await writeResult(evalDir(root, evalId), {
    schema: 1,
    trainId,
    evalId,
    evalSet: spec.evalSet,
    counts: { documents: 0, pairs: 0, gold: 0, submitted: 0, correct: 0, ignored: 0 },
    metrics: { f1: 0, ignF1: 0, precision: 0, recall: 0 },
    bands: {},
    perRelation: {},
    thresholdMean: 0,
  });
}
process.exit(0);
