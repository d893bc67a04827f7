import { rm } from "node:fs/promises";
import { join } from "node:path";
import type { Json } from "../base/canonical.js";
import { lossOf } from "../catalog/losses.js";
import type { DecoderSpec, EvalResult, EvalSpec, TrainResult } from "../experiment/types.js";
import { KERNELS } from "../model/backbone/kernels.js";
import { makeFolder, prettyJson, replaceFile } from "../store/files.js";
import { evalDir, FILES } from "../store/paths.js";
import { readResult, writeResult } from "../store/result.js";
import type { Job } from "../store/types.js";
import { removeCheckpoints, type Checkpoint } from "./checkpoint.js";
import { decodeSplit, evalResult } from "./eval-result.js";
import { fromScores, type ScoreSource } from "./from-scores.js";
import type { Inputs } from "./inputs.js";
import type { ScoresKey } from "./kept-scores.js";
import { buildModel, type Model } from "./model.js";
import { classPriors } from "./priors.js";
import { beginning, provenanceOf, type Provenance, type Setting } from "./provenance.js";
import { train, type TrainingRun } from "./training.js";
import { tunedDecoder } from "./tuning.js";
import { assignValues, readWeights, WEIGHTS } from "./weights.js";

/** A worker's job with all it needs. */
export interface JobContext {
  readonly job: Job;
  readonly run: TrainingRun;
  readonly inputs: Inputs;
  readonly setting: Setting;
  readonly checkpoint: Checkpoint | null;
}

/**
 * Trains unless the run has a result, then makes the evaluations that have none: from kept scores, else from the kept
 * weights. Where neither was kept it trains again, which gives the same weights.
 *
 * @returns whether it trained.
 */
export async function doJob(context: JobContext): Promise<boolean> {
  const { job, run } = context;
  const holder: ModelHolder = { model: null, trained: false };
  if ((await readResult<TrainResult>(run.dir)) === null) await trainNow(context, holder);
  await removeCheckpoints(run.dir);
  for (const { evalId, spec, dependencies } of job.evals) {
    const dir = evalDir(job.root, evalId);
    if ((await readResult(dir)) !== null) continue;
    const data = String(dependencies[`data:${spec.evalSet}`]);
    const key = { trainId: job.trainId, evalSet: spec.evalSet, data };
    await evaluateNow(context, holder, { evalId, spec, key, dir });
  }
  holder.model?.dispose();
  if (job.keep === "scores") await rm(join(run.dir, WEIGHTS), { force: true });
  return holder.trained;
}

/** The model, once something needed it. */
interface ModelHolder {
  /** Holds the best weights. */
  model: Model | null;
  trained: boolean;
}

async function modelOf({ run, inputs }: JobContext): Promise<Model> {
  const { spec } = run;
  const loss = lossOf(spec.loss.id);
  const load = KERNELS.get(spec.backbone);
  if (load === undefined) throw new Error(`Expected a kernel of ${spec.backbone}, got none`);
  const { kernel } = await load();
  const { encoder, layout } = inputs;
  const { head, seed } = spec;
  const { params } = spec.loss;
  const model = { encoder, kernel, head, loss, params, layout, seed };
  if (!loss.needs.includes("priors")) return buildModel(model);
  const { features } = await inputs.split(spec.trainSet);
  return buildModel({ ...model, priors: classPriors(features, layout.columns.length) });
}

async function trainNow(context: JobContext, holder: ModelHolder): Promise<void> {
  const { run, inputs, setting, checkpoint } = context;
  const begun = beginning();
  const model = holder.model ?? (await modelOf(context));
  holder.model = model;
  holder.trained = true;
  const { result, resumedAt, seconds } = await train(run, inputs, model, checkpoint);
  await writeProvenance(run.dir, provenanceOf(setting, begun, seconds, resumedAt));
  await writeResult(run.dir, result);
  await loadBest(context, model);
}

/** Whether the best weights are here; the model then has them. */
async function loadBest({ run }: JobContext, model: Model): Promise<boolean> {
  const values = await readWeights(join(run.dir, WEIGHTS), run.trainId);
  if (values === null) return false;
  assignValues(model.parameters, values);
  return true;
}

/** The model with its best weights. */
async function bestModel(context: JobContext, holder: ModelHolder): Promise<Model> {
  if (holder.model !== null) return holder.model;
  const model = await modelOf(context);
  holder.model = model;
  if (!(await loadBest(context, model))) await trainNow(context, holder);
  return model;
}

interface Evaluation {
  readonly evalId: string;
  readonly spec: EvalSpec;
  readonly key: ScoresKey;
  readonly dir: string;
}

async function evaluateNow(
  context: JobContext,
  holder: ModelHolder,
  { evalId, spec, key, dir }: Evaluation,
): Promise<void> {
  const { run, inputs, setting } = context;
  const begun = beginning();
  const split = await inputs.split(spec.evalSet);
  const facts = await inputs.facts(spec.facts);
  const source: ScoreSource = {
    root: context.job.root,
    layout: inputs.layout,
    run,
    model: () => bestModel(context, holder),
  };
  const decoder = await decoderOf(context, source, spec.decoder);
  const { kept, made: predictions } = await fromScores(source, split, key, (scores) =>
    decodeSplit(scores, split, inputs.layout, decoder),
  );
  const identity = { trainId: run.trainId, evalId, evalSet: spec.evalSet };
  const scored = evalResult(identity, predictions, kept, split, inputs.ranking, facts);
  const { tuned } = spec.decoder;
  const result: EvalResult = tuned === undefined ? scored : { ...scored, tuned: decoder[tuned]! };
  await makeFolder(dir);
  const lines = predictions.map((fact) => `${JSON.stringify(fact)}\n`);
  await replaceFile(join(dir, PREDICTIONS), lines.join(""));
  const seconds = (Date.now() - begun.started.getTime()) / 1000;
  await writeProvenance(dir, provenanceOf(setting, begun, seconds, null));
  await writeResult(dir, result);
  const { evalSet } = spec;
  run.voice.say({ type: "evaluated", evalSet, epoch: null, metrics: result.metrics });
}

/** The decoder with what it leaves open chosen on the run's dev set. */
async function decoderOf(
  { run, inputs, job }: JobContext,
  source: ScoreSource,
  decoder: DecoderSpec,
): Promise<DecoderSpec> {
  if (decoder.tuned === undefined) return decoder;
  const { devSet } = run.spec;
  const data = String(job.dependencies[`data:${devSet}`]);
  const key = { trainId: job.trainId, evalSet: devSet, data };
  const split = await inputs.split(devSet);
  const { made } = await fromScores(source, split, key, (kept) =>
    tunedDecoder(kept, split, inputs.layout, decoder),
  );
  return made;
}

/** Beside an evaluation's result: what was predicted, one fact a line. */
const PREDICTIONS = "predictions.ndjson";

const writeProvenance = (dir: string, provenance: Provenance): Promise<void> =>
  replaceFile(join(dir, FILES.provenance), prettyJson(provenance as unknown as Json));
