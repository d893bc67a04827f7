import { catalog } from "../../../src/methods/index.js";
import { loadDataset } from "../../../src/corpus/datasets/datasets.js";
import { buildFeatures } from "../../../src/corpus/features/features.js";
import { toGold } from "../../../src/corpus/read/gold.js";
import { syntheticTokenizer } from "../../../src/methods/datasets/synthetic/tokenizer.js";
import type { Document, Features } from "../../../src/contract/corpus/document.js";
import type { LabelLayout } from "../../../src/contract/layout.js";
import { checkTable } from "../../../src/experiment/check/table.js";
import { line, table } from "../../../src/experiment/dsl/dsl.js";
import { expand } from "../../../src/experiment/grid/grid.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import type { Metrics } from "../../../src/contract/result.js";
import type { LossSpec, PluginSpec, TrainSpec } from "../../../src/contract/train-spec.js";
import { backboneOf } from "../../../src/methods/backbones/registry.js";
import { LOSSES } from "../../../src/methods/losses/registry.js";
import { scoredFacts, type ScoredFact } from "../../../src/scoring/predictions.js";
import { scoreFacts } from "../../../src/scoring/metrics.js";
import { nameTriplesOf } from "../../../src/scoring/name-triples.js";
import { epochBatches } from "../../../src/train/epoch.js";
import { scoreSplit } from "../../../src/train/evaluation/scores.js";
import { tunedDecoder } from "../../../src/scoring/tuned.js";
import { loadInputs, type Inputs, type Split } from "../../../src/train/inputs.js";
import { methodParts, pluginPart } from "../../../src/train/new-model.js";
import { buildModel, type Model } from "../../../src/train/model.js";
import { classPriors } from "../../../src/train/priors.js";
import { freshProgress } from "../../../src/train/state.js";
import { createTrainer, type StepReport } from "../../../src/train/trainer.js";

type Change = (documents: readonly Document[]) => readonly Document[];
const asTheyAre: Change = (documents) => documents;

/** The training run of profile smoke with that loss on Re-DocRED. Left out: the paper's own backbone, no plugin, seed 66. */
export function smokeSpec(
  loss: string | LossSpec,
  backbone = "atlop",
  { plugin, seed = 66 }: { readonly plugin?: PluginSpec; readonly seed?: number } = {},
): TrainSpec {
  const { id, params } = typeof loss === "string" ? { id: loss, params: {} } : loss;
  const own = plugin === undefined ? {} : { plugin: plugin.id, pluginParams: plugin.params };
  const definition = table("smoke", {
    title: "One run",
    base: { backbone, encoder: "bert-base-cased" },
    rows: [line("run", { loss: id, params, ...own })],
    columns: [line("F1", { trainedOn: "redocred", scoredOn: "redocred/test", metric: "f1" })],
    seeds: [seed],
  });
  const experiment = checkTable(definition, "smoke.ts", catalog, []);
  const [found] = expand(experiment, PROFILES.smoke, [seed], {}, catalog).flatMap(({ status }) =>
    status.kind === "runs" ? status.runs : [],
  );
  return found.train;
}

/**
 * The model of a smoke run as it stands before training. The caller disposes it.
 * @param splitOf where a plugin's training labels come from; left out: the run's own.
 */
export async function smokeModel(
  spec: TrainSpec,
  splitOf: (inputs: Inputs) => Inputs["split"] = ({ split }) => split,
): Promise<{ model: Model; inputs: Inputs }> {
  const inputs = await loadInputs(spec);
  const { encoder, layout } = inputs;
  const loss = LOSSES.get(spec.loss.id)!;
  const { seed } = spec;
  const { params } = spec.loss;
  const plugin = await pluginPart(spec, { layout, split: splitOf(inputs) }, catalog.plugins);
  const method = await methodParts({ train: spec });
  const parts = { ...method, ...plugin, encoder, loss, params, layout, seed };
  if (!loss.needs.includes("priors")) return { model: buildModel(parts), inputs };
  const { features } = await inputs.split(spec.trainSet);
  return {
    model: buildModel({ ...parts, priors: classPriors(features, layout.columns.length) }),
    inputs,
  };
}

/** What a smoke training gives. */
export interface SmokeOutcome {
  readonly metrics: Metrics;
  /** What is predicted on the test documents, and these. */
  readonly predictions: readonly ScoredFact[];
  readonly test: Split;
}

export interface SmokeOptions {
  /** Makes the training documents into a control's. */
  readonly changeTraining?: Change;
  /** Does the same with those that are scored. */
  readonly changeTest?: Change;
  readonly onStep?: (step: StepReport) => void;
}

/** Trains a model as its run does, and leaves it with its last weights: which ones are kept is not the question here. */
export async function trainModel(
  model: Model,
  { schedule, seed }: TrainSpec,
  layout: LabelLayout,
  features: readonly Features[],
  onStep?: SmokeOptions["onStep"],
): Promise<void> {
  const trainer = createTrainer({
    model,
    schedule,
    layout,
    features,
    seed,
    batches: (epoch) => epochBatches(schedule, features.length, seed, epoch),
    evaluate: () => Promise.resolve({ f1: 0, ignF1: 0, precision: 0, recall: 0 }),
  });
  const ignore = () => Promise.resolve();
  await trainer.run(freshProgress(), {
    onStep: (_, step) => {
      onStep?.(step);
      return Promise.resolve();
    },
    onEvaluated: ignore,
    onEpoch: ignore,
  });
  trainer.dispose();
}

/** Trains a smoke run in this process and scores its last weights. */
export async function trainSmoke(
  spec: TrainSpec,
  { changeTraining = asTheyAre, changeTest = asTheyAre, onStep }: SmokeOptions = {},
): Promise<SmokeOutcome> {
  const { schedule } = spec;
  const { asks = [], pairs, markers } = backboneOf(spec.backbone);
  const splitWith = async (
    { layout }: Pick<Inputs, "layout">,
    id: string,
    change: Change,
  ): Promise<Split> => {
    const documents = change((await loadDataset("smoke", id)).documents);
    const options = {
      tokenizer: syntheticTokenizer("bert"),
      layout,
      maxLength: schedule.maxLength,
      asks,
      ...(pairs !== undefined && { pairs }),
      ...(markers !== undefined && { markers }),
    };
    const features = documents.map((document) => buildFeatures(document, options));
    return { id, features, gold: documents.map(toGold) };
  };
  const { model, inputs } = await smokeModel(
    spec,
    (loaded) => (id) => splitWith(loaded, id, changeTraining),
  );
  const { layout } = inputs;
  const splitOf = (id: string, change: Change): Promise<Split> => splitWith(inputs, id, change);
  const training = await splitOf("redocred/train", changeTraining);
  const dev = await splitOf("redocred/dev", changeTest);
  const test = await splitOf("redocred/test", changeTest);
  await trainModel(model, spec, layout, training.features, onStep);
  const scoresOf = (split: Split) =>
    scoreSplit(
      { model, split, layout, size: schedule.evalBatch, check: () => undefined },
      layout.columns.length,
    );
  const decoder = tunedDecoder(await scoresOf(dev), dev, layout, spec.decoder)!;
  const predictions = scoredFacts(await scoresOf(test), test.features, layout, decoder)!;
  const facts = nameTriplesOf(training.gold);
  model.dispose();
  return { metrics: scoreFacts(predictions, test.gold, facts).metrics, predictions, test };
}
