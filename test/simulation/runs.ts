import { sha256 } from "../../src/base/canonical.js";
import { sealedJson } from "../../src/base/seal.js";
import type { RunTask } from "../../src/contract/executor.js";
import type { Job } from "../../src/contract/job.js";
import type { EvalResult, TrainResult } from "../../src/contract/result.js";
import { evalDir, FILES, trainDir } from "../../src/store/paths.js";
import { sampleTasks } from "../support/runs/runs.js";

/* What the simulated runs are, and what each has to leave. */

/** The results folder of the simulated world. */
export const ROOT = "/runs";

/** The most runs of a schedule. */
export const MOST_RUNS = 2;

/** Made once: their fingerprints take longer than a schedule may. */
export const TASKS: readonly RunTask[] = sampleTasks(ROOT, MOST_RUNS);

export const trainResultOf = ({ trainId }: Job): TrainResult => ({
  schema: 1,
  trainId,
  dev: [],
  best: 0,
  steps: 1,
});

export const factsOf = (evalId: string): readonly object[] => [
  { title: evalId.slice(0, 6), h_idx: 0, t_idx: 1, r: "P1" },
];

export const evalResultOf = (
  { trainId }: Job,
  { evalId, spec: { evalSet } }: Job["evals"][number],
): EvalResult => ({
  schema: 1,
  trainId,
  evalId,
  evalSet,
  counts: { documents: 0, pairs: 0, gold: 0, submitted: 0, correct: 0, ignored: 0 },
  metrics: { f1: 0, ignF1: 0, precision: 0, recall: 0 },
  bands: {},
  perRelation: {},
  thresholdMean: 0,
});

const linesOf = (facts: readonly object[]): string =>
  facts.map((fact) => `${JSON.stringify(fact)}\n`).join("");

/** The bytes of each result, by its folder. */
export const EXPECTED: ReadonlyMap<string, string> = new Map(
  TASKS.flatMap(({ job }) => [
    [trainDir(ROOT, job.trainId), sealedJson(trainResultOf(job))] as const,
    ...job.evals.map((each) => {
      const digest = sha256(linesOf(factsOf(each.evalId)));
      const sealed = { ...evalResultOf(job, each), files: { [FILES.predictions]: digest } };
      return [evalDir(ROOT, each.evalId), sealedJson(sealed)] as const;
    }),
  ]),
);

/** The bytes of the predictions of each evaluation, by its folder. */
export const PREDICTIONS: ReadonlyMap<string, string> = new Map(
  TASKS.flatMap(({ job }) =>
    job.evals.map(({ evalId }) => [evalDir(ROOT, evalId), linesOf(factsOf(evalId))] as const),
  ),
);

/** The folders in which a run leaves results. */
export const foldersOf = ({ trainId, evals }: Job): readonly string[] => [
  trainDir(ROOT, trainId),
  ...evals.map(({ evalId }) => evalDir(ROOT, evalId)),
];
