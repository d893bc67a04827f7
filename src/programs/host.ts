import { basename } from "node:path";
import { labelOf } from "../experiment/plan/run-label.js";
import type { TrainResult } from "../contract/result.js";
import type { Dependencies } from "../contract/train-spec.js";
import type { WorkerMessage } from "../contract/event.js";
import { evalResultOf } from "../scoring/result.js";
import type { FactTriple } from "../contract/corpus/fact.js";
import { writeEvaluation } from "../store/evaluation.js";
import { evalDir, trainDir } from "../store/paths.js";
import { isEvaluated } from "../store/predictions.js";
import { readTrainResult, writeResult } from "../store/result.js";
import type { Job } from "../contract/job.js";
import { datasetsOfJob, encodersOfJob } from "../corpus/own/of-job.js";
import { checkAsPlanned } from "./as-planned.js";
import { dropCheckpoints, takeCheckpoints } from "./checkpoints.js";
import { loadInputs, profileSplits, type Inputs } from "./inputs.js";
import { keepPredictions, readKept } from "./kept.js";
import type { ProgramStart } from "./locate.js";
import { readWritten } from "./predictions.js";
import { runSpecOf } from "./run-spec.js";
import { runSession } from "./session.js";

/** A job whose model is a user's program. */
export interface HostContext {
  readonly job: Job;
  readonly start: ProgramStart;
  /** …/train/<trainId>/attempts/<k> */
  readonly attempt: string;
  readonly say: (message: WorkerMessage) => void;
  /** Throws when the program is to write a checkpoint and end. */
  readonly check: () => void;
  /** Throws when another attempt took the run over. */
  readonly checkOwner: () => Promise<void>;
  /** Writes the provenance of a result; called before the result. */
  readonly record: (dir: string, measured: Measured, dependencies: Dependencies) => Promise<void>;
}

/** What a session measures beside its result. */
export interface Measured {
  readonly peakMemoryBytes: number | null;
}

/** Seconds for a checkpoint of a large model, after which a program that was asked to end is killed. */
const GRACE_SECONDS = 60;

/**
 * Does a job with a user's program: runs it where predictions are missing, checks them, scores them with the
 * project's scorer, and writes the same results as the built-in trainer does. Results are written last, and all of
 * the program's files are checked before the first of them.
 *
 * @returns whether the program ran.
 * @throws AmtlError (2) when a file was changed since the run was planned, ProgramFailure, ProgramEnded (see
 * runSession), and what the checks throw.
 */
export async function hostProgram(context: HostContext): Promise<boolean> {
  const { job, attempt } = context;
  const dir = trainDir(job.root, job.trainId);
  const datasets = await datasetsOfJob(job);
  const inputs = await loadInputs(job.train, profileSplits(job.train, datasets), datasets);
  const isTrained = (await readTrainResult(dir)) !== null;
  const open = await openSets(job);
  const kept = new Map<string, readonly FactTriple[]>();
  for (const set of isTrained ? open : []) {
    const facts = await readKept(job, await inputs.scored(set));
    if (facts !== null) kept.set(set, facts);
  }
  const asked = open.filter((set) => !kept.has(set));
  const mustRun = !isTrained || asked.length > 0;
  const encoders = await encodersOfJob(job);
  const check = () => checkAsPlanned(job, context.start, { datasets, encoders });
  const made = mustRun ? await runProgram(context, inputs, asked, isTrained, check) : kept;
  await scoreAll(context, inputs, new Map([...kept, ...made]));
  if (job.keep === "scores") await dropCheckpoints(attempt);
  return mustRun;
}

/** Evaluation sets of which a result is missing, each once. */
async function openSets({ root, evals }: Job): Promise<readonly string[]> {
  const sets = new Set<string>();
  for (const { evalId, spec } of evals) {
    if (!(await isEvaluated(evalDir(root, evalId)))) sets.add(spec.evalSet);
  }
  return [...sets];
}

/** Runs the program and keeps its predictions; then the run counts as trained. */
async function runProgram(
  { job, start, attempt, say, check, checkOwner, record }: HostContext,
  inputs: Inputs,
  sets: readonly string[],
  isTrained: boolean,
  checkFiles: () => Promise<void>,
): Promise<ReadonlyMap<string, readonly FactTriple[]>> {
  await checkFiles();
  const dir = trainDir(job.root, job.trainId);
  const k = Number(basename(attempt));
  const checkpoints = await takeCheckpoints(dir, attempt, k);
  const { trainId, train, threads } = job;
  const identity = { trainId, label: labelOf(train), attempt: k, threads, train };
  const spec = await runSpecOf(identity, inputs, sets, attempt, checkpoints);
  const { summary, peakMemoryBytes } = await runSession({
    attempt,
    spec,
    start,
    say,
    check,
    grace: GRACE_SECONDS,
    onCheckpoint: checkOwner,
  });
  const made = new Map<string, readonly FactTriple[]>();
  for (const { set, predictions } of spec.evaluate) {
    made.set(set, await readWritten(predictions, await inputs.scored(set)));
  }
  await checkFiles();
  await checkOwner();
  for (const [set, facts] of made) await keepPredictions(job, set, facts);
  if (isTrained) return made;
  await record(dir, { peakMemoryBytes }, job.dependencies);
  const result: TrainResult = { schema: 1, trainId, dev: [], best: 0, steps: summary.steps ?? 0 };
  await writeResult(dir, result, attempt);
  return made;
}

/** Scores what has no result yet. */
async function scoreAll(
  { job, attempt, say, record }: HostContext,
  inputs: Inputs,
  predictions: ReadonlyMap<string, readonly FactTriple[]>,
): Promise<void> {
  const { root, trainId } = job;
  for (const { evalId, spec, dependencies } of job.evals) {
    const dir = evalDir(root, evalId);
    const { evalSet } = spec;
    const facts = predictions.get(evalSet);
    if (facts === undefined || (await isEvaluated(dir))) continue;
    const { gold } = await inputs.scored(evalSet);
    const pairs = gold.reduce((sum, { names }) => sum + names.length * (names.length - 1), 0);
    const training = await inputs.facts(spec.facts);
    const identity = { trainId, evalId, evalSet };
    // A user's program reports no thresholds; cells that would show them say so instead.
    const scores = { pairs, thresholdMean: 0 };
    const result = evalResultOf(identity, facts, scores, gold, inputs.bands, training);
    const recordHere = (folder: string) => record(folder, { peakMemoryBytes: null }, dependencies);
    await writeEvaluation(dir, facts, recordHere, result, attempt);
    say({ type: "evaluated", evalSet, epoch: null, metrics: result.metrics });
  }
}
