import { rm } from "node:fs/promises";
import { join } from "node:path";
import { backboneOf } from "../methods/backbones/registry.js";
import { evalDir, FILES } from "../store/paths.js";
import { isEvaluated } from "../store/predictions.js";
import { readTrainResult, writeResult } from "../store/result.js";
import type { Job } from "../contract/job.js";
import type { LearnFromScores } from "../contract/learner.js";
import { FROZEN } from "../contract/plugin.js";
import { removeCheckpoints, type Checkpoint } from "./checkpoint.js";
import { evaluateNow } from "./evaluation/evaluation.js";
import { startFrom } from "./initial.js";
import type { Inputs } from "./inputs.js";
import type { Model } from "./model.js";
import { newModel } from "./new-model.js";
import { blame } from "../extensions/blame.js";
import type { JobBackbones, OwnPart } from "../extensions/of-job.js";
import type { ProvenanceRecorder } from "../provenance/recorder.js";
import { learnFromScores } from "./learning.js";
import { train } from "./training.js";
import type { TrainingRun } from "./training-run.js";
import { assignValues, damagedWeights, readWeights } from "./weights.js";

/** A worker's job with all it needs. */
export interface JobContext {
  readonly job: Job;
  readonly run: TrainingRun;
  readonly inputs: Inputs;
  /** The project's and the job's own. */
  readonly backbones: JobBackbones;
  readonly recorder: ProvenanceRecorder;
  readonly checkpoint: Checkpoint | null;
  /** Throws when data or encoder are no longer those that were planned; asked before each result is kept. */
  readonly checkInputs: () => Promise<void>;
}

/**
 * Trains unless the run has a result, then makes the evaluations that have none: from kept scores, else from the kept
 * weights. Where neither was kept it trains again, which gives the same weights.
 *
 * @returns whether it trained.
 */
export async function doJob(context: JobContext): Promise<boolean> {
  const { job, run } = context;
  const holder: ModelHolder = { model: null, trained: false, own: [] };
  if ((await readTrainResult(run.dir)) === null) await trainNow(context, holder);
  await removeCheckpoints(run.dir);
  const { evidenceAbove } = backboneOf(run.spec.backbone, context.backbones.backbones);
  const givesEvidence = evidenceAbove !== undefined;
  const scored = { ...context, givesEvidence, model: () => bestModel(context, holder) };
  for (const { evalId, spec, dependencies } of job.evals) {
    const dir = evalDir(job.root, evalId);
    if (await isEvaluated(dir)) continue;
    const data = String(dependencies[`data:${spec.evalSet}`]);
    const key = { trainId: job.trainId, evalSet: spec.evalSet, data };
    await evaluateNow(scored, { evalId, spec, dependencies, key, dir });
  }
  holder.model?.dispose();
  if (job.keep === "scores") await rm(join(run.dir, FILES.weights), { force: true });
  return holder.trained;
}

/** The model, once something needed it. */
interface ModelHolder {
  /** Holds the best weights. */
  model: Model | null;
  trained: boolean;
  /** What of it a user's files bring. */
  own: readonly OwnPart[];
  /** How its plugin learns in place of the trainer. */
  learn?: LearnFromScores | undefined;
}

async function build({ job, inputs, backbones }: JobContext, holder: ModelHolder): Promise<Model> {
  const { model, own, learn } = await newModel(job, inputs, backbones);
  Object.assign(holder, { model, own, learn });
  return model;
}

async function trainNow(context: JobContext, holder: ModelHolder): Promise<void> {
  const { job, run, inputs, recorder, checkpoint } = context;
  const watch = recorder.begin();
  const model = holder.model ?? (await build(context, holder));
  if (checkpoint === null) await startFrom(job, model.parameters, context.backbones.backbones);
  holder.trained = true;
  const { learn } = holder;
  const training =
    learn === undefined || run.spec.schedule.epochs === 0
      ? train(run, inputs, model, checkpoint)
      : learnFromScores(run, inputs, { model, learn, checkpoint, frozen: job.restsOn?.[FROZEN] });
  const { result, ...measured } = await training.catch((error: unknown) => {
    throw blame(error, holder.own);
  });
  await context.checkInputs();
  await watch.record(run.dir, { dependencies: job.dependencies, ...measured });
  await writeResult(run.dir, result, run.attempt);
  if (!(await loadBest(context, model))) throw damagedWeights(join(run.dir, FILES.weights));
}

/** Whether the best weights are here; the model then has them. */
async function loadBest({ run }: JobContext, model: Model): Promise<boolean> {
  const values = await readWeights(join(run.dir, FILES.weights), run.trainId);
  if (values === null) return false;
  assignValues(model.parameters, values);
  return true;
}

/** The model with its best weights. */
async function bestModel(context: JobContext, holder: ModelHolder): Promise<Model> {
  if (holder.model !== null) return holder.model;
  const model = await build(context, holder);
  if (!(await loadBest(context, model))) await trainNow(context, holder);
  return model;
}
