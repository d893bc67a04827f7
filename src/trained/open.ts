import { access } from "node:fs/promises";
import { join } from "node:path";
import { badInput, lacking } from "../base/errors.js";
import { shortId } from "../base/text/short-id.js";
import type { Datasets } from "../contract/corpus/dataset.js";
import type { Job } from "../contract/job.js";
import type { TrainSpec } from "../contract/train-spec.js";
import { datasetsOfJob, encodersOfJob } from "../corpus/own/of-job.js";
import { encoderHash } from "../corpus/encoders/resolve.js";
import { changed } from "../corpus/own/of-job.js";
import { plannedEngine, startEngine } from "../engine/start.js";
import { loadBackbones } from "../extensions/of-job.js";
import { backboneOf } from "../methods/backbones/registry.js";
import { readIdentity } from "../provenance/identity.js";
import { FILES, trainDir } from "../store/paths.js";
import { readTrainResult } from "../store/result.js";
import type { Inputs } from "../train/inputs.js";
import type { Model } from "../train/model.js";
import { jobOf } from "./job-of.js";

/** A run's model with its best weights, ready to predict. */
export interface TrainedModel {
  readonly trainId: string;
  readonly spec: TrainSpec;
  readonly job: Job;
  readonly datasets: Datasets;
  readonly inputs: Inputs;
  readonly model: Model;
  /** Whether its backbone predicts evidence. */
  readonly givesEvidence: boolean;
  /** What computes, for people: "native: TensorFlow 2.21.0 …". */
  readonly engine: string;
}

/** A run that {@link openRun} can open. */
export interface OpenableRun {
  readonly trainId: string;
  readonly spec: TrainSpec;
  readonly job: Job;
}

/**
 * A run that is done, of the built-in trainer.
 *
 * @param root folder that holds train/ and eval/.
 * @throws AmtlError (2) for a run without result or of a user's program.
 */
export async function doneRun(root: string, trainId: string): Promise<OpenableRun> {
  const dir = trainDir(root, trainId);
  const id = shortId(trainId);
  const identity = await readIdentity(dir);
  if (identity === null || (await readTrainResult(dir)) === null) {
    throw badInput(`Run ${id} is not trained`, {
      where: dir,
      expected: "a run that is done",
      got: identity === null ? "no specification that can be read" : "no result",
      fix: `amtl-run why ${id} says how it stands`,
    });
  }
  const { spec } = identity;
  if (spec.worker !== undefined) {
    throw badInput(`Run ${id} is of a program of yours`, {
      where: dir,
      expected: "a model of the built-in trainer",
      got: spec.worker.command.join(" "),
      fix: "ask that program: its model is its own",
    });
  }
  const job = await jobOf(root, trainId, identity, (await plannedEngine()).id);
  return { trainId, spec, job };
}

/**
 * {@link doneRun}, of one that has kept its weights. Loads no engine.
 * @throws AmtlError as {@link doneRun}, and (4) for one that kept no weights.
 */
export async function openableRun(root: string, trainId: string): Promise<OpenableRun> {
  const run = await doneRun(root, trainId);
  const isThere = await access(join(trainDir(root, trainId), FILES.weights)).then(
    () => true,
    () => false,
  );
  if (!isThere) throw withoutWeights(trainId, run.job);
  return run;
}

/** Says by which command the same run keeps them: the one that trained it, with two more options. */
function withoutWeights(trainId: string, { command, train }: Job): Error {
  const words = command?.argv ?? ["amtl-run", "run", "TABLE", "--profile", train.profile];
  const typed = words.map((word) => (/\s/.test(word) ? JSON.stringify(word) : word)).join(" ");
  return lacking(`Run ${shortId(trainId)} has kept no weights`, {
    expected: "weights.bin in its folder",
    got: `scores and predictions only, as profile ${train.profile} keeps them`,
    fix: `${typed} --keep weights --force ${shortId(trainId)} trains it again, to the same bits, and keeps them`,
  });
}

/**
 * Loads a run's model. TensorFlow is loaded into this process; the engine is the one that trained it, unless another is
 * asked for or that one is not here.
 *
 * @throws AmtlError (2) when weights, data or encoder are no longer those that it was trained with, (4) when data, encoder
 *   or engine are not here.
 */
export async function openRun(
  { trainId, spec, job }: OpenableRun,
  asked?: string,
): Promise<TrainedModel> {
  const wish = asked ?? (await isHere(job.engine));
  const { id, library } = await startEngine(wish, { threads: job.threads });
  // Imported only now: these load parts of TensorFlow, which must find the engine's environment.
  const { loadInputs } = await import("../train/inputs.js");
  const { newModel } = await import("../train/new-model.js");
  const { assignValues, readWeights } = await import("../train/weights.js");
  const backbones = await loadBackbones(job);
  const datasets = await datasetsOfJob(job);
  const encoders = await encodersOfJob(job);
  const planned = job.dependencies[`encoder:${spec.encoder}`];
  const found = await encoderHash(spec.encoder, encoders);
  if (planned !== found) throw changed(`Encoder ${spec.encoder}`, String(planned), found);
  const inputs = await loadInputs(spec, { datasets, encoders, backbones: backbones.backbones });
  const { model } = await newModel(job, inputs, backbones);
  const path = join(trainDir(job.root, trainId), FILES.weights);
  const values = await readWeights(path, trainId);
  if (values === null) {
    throw badInput("Damaged weights", {
      where: path,
      expected: `the weights of run ${shortId(trainId)}`,
      got: "a file that is cut off, changed, or of another run",
      fix: `amtl-run verify ${shortId(trainId)} says what is damaged`,
    });
  }
  assignValues(model.parameters, values);
  const { evidenceAbove } = backboneOf(spec.backbone, backbones.backbones);
  const givesEvidence = evidenceAbove !== undefined;
  const engine = `${id}: ${library}`;
  return { trainId, spec, job, datasets, inputs, model, givesEvidence, engine };
}

/** The engine if it can be used here; else the one that is best here. */
const isHere = (engine: string): Promise<string | undefined> =>
  plannedEngine(engine).then(
    ({ id }) => id,
    () => undefined,
  );
