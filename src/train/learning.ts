import { basename, join } from "node:path";
import { setImmediate as nextTick } from "node:timers/promises";
import { lacking } from "../base/errors.js";
import { shortId } from "../base/text/short-id.js";
import type { LabelLayout } from "../contract/layout.js";
import type { LearnFromScores, ScoredDocuments } from "../contract/learner.js";
import type { Features } from "../contract/corpus/document.js";
import type { Batch } from "../corpus/features/batch.js";
import { FILES } from "../store/paths.js";
import type { Checkpoint } from "./checkpoint.js";
import { predictAll, type Predictor } from "./evaluation/logits.js";
import { evaluateModel } from "./evaluation/model-metrics.js";
import type { Inputs, Split } from "./inputs.js";
import type { Model } from "./model.js";
import { createOptimizer } from "./optimizer/optimizer.js";
import { newRate } from "./step-rate.js";
import { createRecord } from "./training-record.js";
import type { Trained, TrainingRun } from "./training-run.js";
import { assignValues, readWeights, valuesOf } from "./weights.js";

export interface Learning {
  readonly model: Model;
  readonly learn: LearnFromScores;
  readonly checkpoint: Checkpoint | null;
  /** Folder of the run whose model is taken as it is; undefined: the model has its weights. */
  readonly frozen: string | undefined;
}

/**
 * Has a plugin learn from what the model of another run scores; that model is not trained. Leaves the best weights in the
 * run's folder: that model's, and the plugin's.
 *
 * @throws Stopped; AmtlError (4) when the other run kept no weights or the disk is full.
 */
export async function learnFromScores(
  run: TrainingRun,
  inputs: Inputs,
  { model, learn, checkpoint, frozen }: Learning,
): Promise<Trained> {
  const { spec, messages } = run;
  const { layout } = inputs;
  if (frozen !== undefined) await takeWeights(model, frozen);
  const record = createRecord(run, model, checkpoint);
  const { progress } = record;
  const [training, dev] = [await inputs.split(spec.trainSet), await inputs.split(spec.devSet)];
  const facts = await inputs.facts(spec.trainSet);
  const scored = (split: Split) => scoresOf(model, split, layout, run);
  const devScored = await scored(dev);
  const learner = learn({
    train: await scored(training),
    dev: {
      ...devScored,
      isKnown: (document, h, t, column) => {
        const { names } = dev.gold[document];
        return facts.hasAny(names[h], names[t], layout.columns[column]!);
      },
    },
    layout,
    params: spec.plugin!.params,
    seed: spec.seed,
    optimizer: (parameters, rate) => createOptimizer(parameters, { ...ADAM, rate }),
    pause: async () => {
      await nextTick();
      run.check();
    },
  });
  const stored = storedPredictor(model, devScored);
  const resumedAt = checkpoint === null ? null : progress.batch;
  if (checkpoint !== null) learner.restore(checkpoint.parameters);
  const rate = newRate();

  const evaluate = async (loss: number, values: ReadonlyMap<string, Float32Array>) => {
    assignValues(new Map([...model.parameters].filter(([name]) => values.has(name))), values);
    const size = spec.schedule.evalBatch;
    const reading = { model: stored, split: dev, layout, size, check: run.check };
    const metrics = await evaluateModel(reading, spec.decoder, facts);
    progress.epoch++;
    progress.dev.push({ step: progress.batch, epoch: progress.epoch, loss, ...metrics });
    const isBest = progress.best < 0 || metrics.f1 > progress.dev[progress.best].f1;
    if (isBest) progress.best = progress.dev.length - 1;
    await record.evaluated(progress.batch, isBest);
  };

  try {
    while (progress.batch < learner.steps) {
      const { loss, values } = await learner.step(progress.batch);
      progress.batch++;
      messages.progress({
        type: "progress",
        epoch: progress.epoch + 1,
        epochs: learner.rounds,
        step: progress.batch,
        steps: learner.steps,
        loss,
        stepsPerSecond: rate.step(),
      });
      if (values !== null) await evaluate(loss, values);
      if (progress.batch < learner.steps) {
        const state = { parameters: learner.state(), optimizer: new Map() };
        await record.save({ step: progress.batch, ...state });
      }
      rate.skip();
      run.check();
    }
  } finally {
    learner.dispose();
  }
  return await record.end(learner.steps, resumedAt);
}

/** PyTorch's Adam, which clips nothing. */
const ADAM = {
  adam: { beta1: 0.9, beta2: 0.999, epsilon: 1e-8, decay: 0, variant: "torch" },
  clip: null,
  groups: [],
} as const;

/** Puts the other run's weights into the model; the plugin's own stay. */
async function takeWeights(model: Model, folder: string): Promise<void> {
  const trainId = basename(folder);
  const path = join(folder, FILES.weights);
  const values = await readWeights(path, trainId);
  if (values === null) {
    throw lacking(`Run ${shortId(trainId)} has kept no weights`, {
      where: path,
      expected: "the weights of the run that this one rests on",
      got: "none that can be used",
      fix: `run its table again with --force ${shortId(trainId)}: a run that others rest on keeps its weights`,
    });
  }
  assignValues(model.parameters, new Map([...valuesOf(model.parameters), ...values]));
}

/** The model's logits on all documents of a split, as no plugin changed them. */
async function scoresOf(
  model: Model,
  { features }: Split,
  layout: LabelLayout,
  { spec, check }: TrainingRun,
): Promise<ScoredDocuments> {
  const logits = features.map(() => new Float32Array(0));
  const plain: Predictor = { predict: model.predict, rescorer: () => (scores) => scores };
  const take = (index: number, own: Float32Array): void => {
    logits[index] = own.slice();
  };
  await predictAll(plain, features, layout, spec.schedule.evalBatch, take, check);
  return { features, logits };
}

/** The model as far as documents go that it scored already. */
function storedPredictor(model: Model, { features, logits }: ScoredDocuments): Predictor {
  const known = new Map<Features, Float32Array>(
    features.map((document, i) => [document, logits[i]]),
  );
  const predict = ({ features: documents }: Batch) => {
    const own = documents.map((document) => known.get(document)!);
    const scores = new Float32Array(own.reduce((sum, each) => sum + each.length, 0));
    let at = 0;
    for (const each of own) {
      scores.set(each, at);
      at += each.length;
    }
    return { scores, evidence: null };
  };
  return { predict, rescorer: model.rescorer };
}
