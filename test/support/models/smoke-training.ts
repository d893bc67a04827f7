import table4 from "../../../experiments/table4.js";
import { catalog } from "../../../src/methods/index.js";
import { loadDataset } from "../../../src/corpus/datasets/datasets.js";
import { buildFeatures } from "../../../src/corpus/features/features.js";
import { toGold } from "../../../src/corpus/read/gold.js";
import { syntheticTokenizer } from "../../../src/methods/datasets/synthetic/tokenizer.js";
import type { Document } from "../../../src/contract/corpus/document.js";
import { checkTable } from "../../../src/experiment/check/index.js";
import { expand } from "../../../src/experiment/grid/grid.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import type { Metrics } from "../../../src/contract/result.js";
import type { TrainSpec } from "../../../src/contract/train-spec.js";
import { kernel } from "../../../src/methods/backbones/atlop/kernel.js";
import { LOSSES } from "../../../src/methods/losses/registry.js";
import { nameTriplesOf } from "../../../src/scoring/name-triples.js";
import { epochBatches } from "../../../src/train/epoch.js";
import { evaluateModel } from "../../../src/train/evaluation/model-metrics.js";
import { loadInputs, type Inputs, type Split } from "../../../src/train/inputs.js";
import { buildModel, type Model } from "../../../src/train/model.js";
import { freshProgress } from "../../../src/train/state.js";
import { createTrainer, type StepReport } from "../../../src/train/trainer.js";

type Change = (documents: readonly Document[]) => readonly Document[];

/** The training run of Table 4, profile smoke, with that loss on Re-DocRED, seed 66. */
export function smokeSpec(loss: string): TrainSpec {
  const experiment = checkTable(table4, "experiments/table4.ts", catalog, []);
  const found = expand(experiment, PROFILES.smoke, [66], {}, catalog)
    .flatMap(({ status }) => (status.kind === "runs" ? status.runs : []))
    .find(({ train }) => train.loss.id === loss && train.trainSet === "redocred/train");
  if (found === undefined) throw new Error(`Expected a smoke run with ${loss}, found none`);
  return found.train;
}

/** The model of a smoke run as it stands before training. The caller disposes it. */
export async function smokeModel(spec: TrainSpec): Promise<{ model: Model; inputs: Inputs }> {
  const inputs = await loadInputs(spec);
  const { encoder, layout } = inputs;
  const loss = LOSSES.get(spec.loss.id)!;
  const { head, seed } = spec;
  const params = spec.loss.params;
  return {
    model: buildModel({ encoder, kernel, sizes: head, loss, params, layout, seed }),
    inputs,
  };
}

/**
 * Trains a smoke run in this process and scores its last weights.
 *
 * @param changeTraining makes the training documents into a control's.
 * @param changeTest does the same with those that are scored.
 * @param onStep sees every step.
 */
export async function trainSmoke(
  loss: string,
  changeTraining: Change,
  changeTest: Change,
  onStep: (step: StepReport) => void = () => undefined,
): Promise<Metrics> {
  const spec = smokeSpec(loss);
  const { model, inputs } = await smokeModel(spec);
  const { layout } = inputs;
  const { schedule, seed } = spec;
  const splitOf = async (id: string, change: Change): Promise<Split> => {
    const documents = change((await loadDataset("smoke", id)).documents);
    const options = { tokenizer: syntheticTokenizer("bert"), layout, maxLength: 1024 };
    const features = documents.map((document) => buildFeatures(document, options));
    return { id, features, gold: documents.map(toGold) };
  };
  const training = await splitOf("redocred/train", changeTraining);
  const test = await splitOf("redocred/test", changeTest);
  const check = (): void => undefined;
  const reading = { model, split: test, layout, size: schedule.evalBatch, check };
  const facts = nameTriplesOf(training.gold);
  const trainer = createTrainer({
    model,
    schedule,
    layout,
    features: training.features,
    seed,
    batches: (epoch) => epochBatches(schedule, training.features.length, seed, epoch),
    // The weights are scored once, at the end: which ones are kept is not the question here.
    evaluate: () => Promise.resolve({ f1: 0, ignF1: 0, precision: 0, recall: 0 }),
  });
  const ignore = () => Promise.resolve();
  await trainer.run(freshProgress(), {
    onStep: (_, step) => {
      onStep(step);
      return Promise.resolve();
    },
    onEvaluated: ignore,
    onEpoch: ignore,
  });
  const metrics = await evaluateModel(reading, spec.decoder, facts);
  trainer.dispose();
  model.dispose();
  return metrics;
}
