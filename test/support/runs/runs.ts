import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { evalIdOf, trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import type { DecoderSpec } from "../../../src/contract/decoder.js";
import type { EvalSpec } from "../../../src/contract/eval-spec.js";
import type { EvalResult } from "../../../src/contract/result.js";
import type { TrainSpec } from "../../../src/contract/train-spec.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { evalDir, trainDir } from "../../../src/store/paths.js";
import { writeResult } from "../../../src/store/result.js";
import { ensureSpec } from "../../../src/store/spec.js";
import type { RunTask } from "../../../src/contract/executor.js";
import type { Job } from "../../../src/contract/job.js";

const decoder: DecoderSpec = { rule: "th", k: 0, threshold: "raw", factor: 1 };

/** A run of profile smoke that no real corpus stands behind; the seed makes it unique. */
export function sampleJob(root: string, seed: number, evalSets = ["redocred/test"]): Job {
  const train: TrainSpec = {
    schema: 1,
    profile: "smoke",
    backbone: "atlop",
    plugin: null,
    encoder: "tiny-bert",
    loss: { id: "atl", params: {} },
    layout: { segments: null, ordering: "frequency", lambda: 1, labelSpace: null },
    head: PROFILES.smoke.head,
    trainSet: "redocred/train",
    devSet: "redocred/dev",
    decoder,
    seed,
    schedule: PROFILES.smoke.schedule({}, []),
    precision: "float32",
  };
  const dependencies = { "version:scorer": 1 };
  const { trainId } = trainIdOf(train, dependencies);
  const evals = evalSets.map((evalSet) => {
    const spec: EvalSpec = { schema: 1, trainId, evalSet, decoder, facts: "redocred/train" };
    return { evalId: evalIdOf(spec, dependencies).evalId, spec, dependencies };
  });
  return {
    schema: 1,
    root,
    trainId,
    train,
    dependencies,
    evals,
    engine: "native",
    threads: 1,
    keep: "weights",
  };
}

export const sampleTasks = (root: string, count: number): RunTask[] =>
  Array.from({ length: count }, (_, i) => ({
    job: sampleJob(root, i + 1),
    label: `sample ${i + 1}`,
  }));

/** A folder that is gone after the callback. */
export async function inFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), "amtl-test-"));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Path (below root) and bytes of every result.json. */
export async function allResults(root: string): Promise<Record<string, string>> {
  const files = await readdir(root, { recursive: true });
  const results = files.filter((file) => /(^|\/)result\.json$/.test(file)).sort();
  const entries = results.map(
    async (file) => [file, await readFile(join(root, file), "utf8")] as const,
  );
  return Object.fromEntries(await Promise.all(entries));
}

const metrics = { f1: 1, ignF1: 1, precision: 1, recall: 1 };

/** The result of an evaluation that scored nothing. */
const emptyEval = (trainId: string, { evalId, spec }: Job["evals"][number]): EvalResult => ({
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

/** Leaves the result of the run's training. */
export const completeTraining = (root: string, { trainId }: Job): Promise<void> =>
  writeResult(trainDir(root, trainId), { schema: 1, trainId, dev: [], best: 0, steps: 1 });

/** Leaves the result of one of the run's evaluations. */
export const completeEval = (root: string, { trainId, evals }: Job, index: number): Promise<void> =>
  writeResult(evalDir(root, evals[index].evalId), emptyEval(trainId, evals[index]));

/** Leaves the results that the run is to have. */
export async function completeRun({ job }: RunTask): Promise<void> {
  await completeTraining(job.root, job);
  for (const index of job.evals.keys()) await completeEval(job.root, job, index);
}

/** Leaves what a planned run leaves when it is done: what it is, and its results. */
export async function completePlanned(root: string, run: PlannedRun): Promise<void> {
  const { trainId, spec, dependencies, evals, label } = run;
  await ensureSpec(trainDir(root, trainId), { spec, dependencies });
  const known = { schema: 1, engine: "native", threads: 1, keep: "weights" } as const;
  await completeRun({ job: { ...known, root, trainId, train: spec, dependencies, evals }, label });
}
