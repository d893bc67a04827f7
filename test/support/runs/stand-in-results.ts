import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runsOf } from "../../../src/app/plan/plan.js";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { select } from "../../../src/app/select/select.js";
import { sha256, type Json } from "../../../src/base/canonical.js";
import { mapLimited } from "../../../src/base/map-limited.js";
import { seededRandom } from "../../../src/base/random.js";
import { sealedJson } from "../../../src/base/seal.js";
import type { DocumentCounts, EvalResult, TrainResult } from "../../../src/contract/result.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import type { Provenance } from "../../../src/provenance/provenance.js";
import { metricsOf } from "../../../src/scoring/metrics.js";
import { evalDir, FILES, trainDir } from "../../../src/store/paths.js";
import { ensureSpec } from "../../../src/store/spec.js";

const DOCUMENTS = 500;
const RELATIONS = Array.from({ length: 96 }, (_, at) => `P${at}`);
const BANDS = ["head-10", "mid-76", "tail-20", "tail-10"];
const EPOCHS = 30;

/**
 * Leaves what finished runs of a request leave, as large as at the paper's scale: counts of 500 documents, 96 relations,
 * 30 dev evaluations. Predictions and weights are left out. For measuring how long results take to read; nothing trained.
 * @param root folder of runs.
 * @returns how many runs.
 */
export async function writeStandIns(root: string, request: SelectionRequest): Promise<number> {
  const runs = runsOf(await select(request));
  await mapLimited(runs, 16, (run) => writeStandIn(root, run));
  return runs.length;
}

async function writeStandIn(root: string, run: PlannedRun): Promise<void> {
  const { trainId, spec, dependencies, evals } = run;
  const put = async (dir: string, name: string, content: object): Promise<void> => {
    await mkdir(dir, { recursive: true });
    await writeFile(join(dir, name), sealedJson(content as Json));
  };
  const dir = trainDir(root, trainId);
  await ensureSpec(dir, { spec, dependencies });
  await put(dir, FILES.result, trainResult(trainId));
  await put(dir, FILES.provenance, provenance());
  for (const { evalId, spec: each, dependencies: needs } of evals) {
    await ensureSpec(evalDir(root, evalId), { spec: each, dependencies: needs });
    await put(evalDir(root, evalId), FILES.result, evalResult(trainId, evalId, each.evalSet));
    await put(evalDir(root, evalId), FILES.provenance, provenance());
  }
}

function trainResult(trainId: string): TrainResult {
  const random = seededRandom(0, trainId);
  const dev = Array.from({ length: EPOCHS }, (_, at) => {
    const f1 = 74 - 30 / (at + 1) + random.next();
    const others = { ignF1: f1 - 1.2, precision: f1 + 2.1, recall: f1 - 2 };
    return { step: 760 * (at + 1), epoch: at + 1, loss: 1 / (at + 1), f1, ...others };
  });
  return { schema: 1, trainId, dev, best: EPOCHS - 1, steps: 760 * EPOCHS };
}

/** Documents are as hard for all runs, and each run has a rate of its own. */
function countsOf(trainId: string, evalSet: string): DocumentCounts {
  const documents = seededRandom(0, evalSet);
  const random = seededRandom(0, `${trainId} ${evalSet}`);
  const rate = 0.7 + 0.03 * random.next();
  const all = Array.from({ length: DOCUMENTS }, () => {
    const gold = 20 + documents.below(30);
    const found = rate + 0.2 * (documents.next() - 0.5) + 0.1 * (random.next() - 0.5);
    const submitted = gold + random.below(7) - 3;
    const correct = Math.min(submitted, Math.round(gold * Math.min(1, found)));
    return { gold, submitted, correct, ignored: Math.min(correct, random.below(4)) };
  });
  return {
    gold: all.map(({ gold }) => gold),
    submitted: all.map(({ submitted }) => submitted),
    correct: all.map(({ correct }) => correct),
    ignored: all.map(({ ignored }) => ignored),
  };
}

const sum = (values: readonly number[]): number => values.reduce((a, b) => a + b, 0);

function evalResult(trainId: string, evalId: string, evalSet: string): EvalResult {
  const random = seededRandom(1, evalId);
  const documents = countsOf(trainId, evalSet);
  const counts = {
    gold: sum(documents.gold),
    submitted: sum(documents.submitted),
    correct: sum(documents.correct),
    ignored: sum(documents.ignored),
  };
  const metrics = metricsOf(counts);
  return {
    schema: 1,
    trainId,
    evalId,
    evalSet,
    counts: { documents: DOCUMENTS, pairs: 190_000, ...counts },
    metrics,
    bands: Object.fromEntries(
      BANDS.map((band, at) => {
        const f1 = metrics.f1 - 10 * at + random.next();
        return [band, { f1, ignF1: f1 - 1, precision: f1 + 1, recall: f1 - 1 }];
      }),
    ),
    perRelation: Object.fromEntries(
      RELATIONS.map((relation) => [relation, { gold: 100, submitted: 90, correct: 70 }]),
    ),
    documents,
    thresholdMean: 10 + random.next(),
    relationScores: RELATIONS.map((relation, at) => ({
      relation,
      pairs: 3,
      score: 10 - at / 20 + random.next(),
    })),
  };
}

const provenance = (): Provenance => ({
  schema: 2,
  program: { name: "amtl-run", version: "0.1.0", commit: "0".repeat(40), dirty: false },
  node: "v22.0.0",
  packages: { "@tensorflow/tfjs-core": "4.22.0" },
  engine: {
    id: "native",
    library: "TensorFlow 2.9.1",
    threads: 2,
    ownOperations: true,
    environment: {},
    cleared: {},
  },
  recompute: false,
  host: {
    name: "node-17",
    system: "Linux",
    processor: "Some Processor @ 2.50GHz",
    processors: 2,
    memoryBytes: 2 ** 34,
  },
  device: null,
  attempt: 1,
  earlierAttempts: [],
  resumedAt: null,
  commandLine: ["amtl-run", "all", "--profile", "paper"],
  directory: "/somewhere",
  workerCommandLine: ["node", "worker.js", "job.json"],
  dependencies: { "data:redocred/train": sha256("train"), "version:scorer": 1 },
  started: "2026-01-01T00:00:00.000Z",
  ended: "2026-01-01T00:41:13.800Z",
  seconds: 2473.8,
  peakMemoryBytes: 3_000_000_000,
  otherProcessors: 0.02,
  energy: { processors: { joules: 1000, source: "intel-rapl" }, gpu: null },
});
