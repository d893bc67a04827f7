import type { DecoderSpec } from "../../../src/contract/decoder.js";
import type { ScoredDocuments } from "../../../src/contract/learner.js";
import type { PluginSpec } from "../../../src/contract/train-spec.js";
import { buildFeatures } from "../../../src/corpus/features/features.js";
import { featureOptions } from "../../../src/corpus/features/options.js";
import { toGold } from "../../../src/corpus/read/gold.js";
import { backboneOf } from "../../../src/methods/backbones/registry.js";
import { syntheticTokenizer } from "../../../src/methods/datasets/synthetic/tokenizer.js";
import { scoreFacts } from "../../../src/scoring/metrics.js";
import { nameTriplesOf } from "../../../src/scoring/name-triples.js";
import { scoredFacts } from "../../../src/scoring/predictions.js";
import { tunedDecoder } from "../../../src/scoring/tuned.js";
import { keepScores, joinScores, type KeptScores } from "../../../src/scoring/kept-scores.js";
import type { LabelLayout } from "../../../src/contract/layout.js";
import { predictAll } from "../../../src/train/evaluation/logits.js";
import type { Inputs, Split } from "../../../src/train/inputs.js";
import { ruleCorpus, type Obedience } from "./rule-corpus.js";
import { smokeModel, smokeSpec, trainModel } from "./smoke-training.js";

/** A split with what a trained model, or a plugin on it, says of its pairs. */
export interface Scored extends ScoredDocuments {
  readonly split: Split;
}

/** A model that was trained on rules, by what it says of each split. */
export interface TrainedOnRules {
  readonly layout: LabelLayout;
  readonly decoder: DecoderSpec;
  readonly seed: number;
  readonly train: Scored;
  readonly dev: Scored;
  readonly test: Scored;
}

const NAMES = ["train", "dev", "test"] as const;

/** A training of profile smoke on the rule corpus, by ATLOP with ATL. */
export async function trainOnRules(
  obedience: Obedience,
  seed: number,
  plugin?: PluginSpec,
): Promise<TrainedOnRules> {
  const spec = smokeSpec("atl", "atlop", { seed, ...(plugin !== undefined && { plugin }) });
  const splits = new Map<string, Split>();
  const splitOf = ({ layout }: Inputs, id: string): Split => {
    const name = NAMES.find((each) => id.endsWith(each))!;
    const known = splits.get(name);
    if (known !== undefined) return known;
    const documents = ruleCorpus(name, obedience);
    const options = featureOptions(
      { ...backboneOf(spec.backbone), asks: ["entity-types"] },
      { tokenizer: syntheticTokenizer("bert"), layout, maxLength: spec.schedule.maxLength },
    );
    const features = documents.map((document) => buildFeatures(document, options));
    const split = { id, features, gold: documents.map(toGold) };
    splits.set(name, split);
    return split;
  };
  const { model, inputs } = await smokeModel(
    spec,
    (loaded) => (id) => Promise.resolve(splitOf(loaded, id)),
  );
  const { layout } = inputs;
  const { schedule } = spec;
  const { features } = splitOf(inputs, "train");
  await trainModel(model, spec, layout, features);
  const scored = async (name: (typeof NAMES)[number]): Promise<Scored> => {
    const split = splitOf(inputs, name);
    const logits = split.features.map(() => new Float32Array(0));
    const take = (index: number, own: Float32Array): void => {
      logits[index] = own.slice();
    };
    await predictAll(model, split.features, layout, schedule.evalBatch, take, () => undefined);
    return { split, features: split.features, logits };
  };
  const trained = {
    layout,
    decoder: spec.decoder,
    seed,
    train: await scored("train"),
    dev: await scored("dev"),
    test: await scored("test"),
  };
  model.dispose();
  return trained;
}

const keptOf = ({ features, logits }: ScoredDocuments, layout: LabelLayout): KeptScores => {
  const width = layout.columns.length;
  return joinScores(
    features.map(({ pairs }, i) => keepScores(logits[i], pairs.length / 2, layout, width)),
    width,
  );
};

/** F1 on the test documents, by a decoder whose open value the dev documents choose. */
export function testF1({ layout, train, dev, test }: TrainedOnRules, decoder: DecoderSpec): number {
  const tuned = tunedDecoder(keptOf(dev, layout), dev.split, layout, decoder)!;
  const facts = scoredFacts(keptOf(test, layout), test.features, layout, tuned)!;
  return scoreFacts(facts, test.split.gold, nameTriplesOf(train.split.gold)).metrics.f1;
}

/** The same model with its relations less the threshold, which is what LogicRE's decoder takes. */
export function lessThreshold(trained: TrainedOnRules): TrainedOnRules {
  const width = trained.layout.columns.length;
  const less = (scored: Scored): Scored => ({
    ...scored,
    logits: scored.logits.map((own) => own.map((value, i) => value - own[i - (i % width)])),
  });
  return { ...trained, dev: less(trained.dev), test: less(trained.test) };
}
