import { loadDataset, datasetFacts } from "../corpus/datasets/datasets.js";
import {
  encoderTokenizer,
  resolveEncoder,
  type ResolvedEncoder,
} from "../corpus/encoders/resolve.js";
import { buildFeatures } from "../corpus/features/features.js";
import { toGold, withRelations } from "../corpus/read/gold.js";
import { featureOptions, withAsks } from "../corpus/features/options.js";
import { layoutFor } from "../corpus/features/layout.js";
import { backboneOf, type Backbones } from "../methods/backbones/registry.js";
import { PLUGINS } from "../methods/plugins/registry.js";
import { syntheticPieces } from "../methods/datasets/synthetic/tokenizer.js";
import type { Document, Features } from "../contract/corpus/document.js";
import type { LabelLayout } from "../contract/layout.js";
import type { TrainSpec } from "../contract/train-spec.js";
import { constructEncoder } from "../nn/encoder/constructed.js";
import { loadEncoder } from "../nn/encoder/load.js";
import { withPooler } from "../nn/encoder/pooler.js";
import type { Datasets } from "../contract/corpus/dataset.js";
import type { Encoder, Encoders } from "../contract/corpus/encoder.js";
import type { NameTriples } from "../scoring/name-triples.js";
import type { GoldDocument } from "../contract/corpus/fact.js";

/** A split as the model reads it and as it is scored. */
export interface Split {
  readonly id: string;
  readonly features: readonly Features[];
  readonly gold: readonly GoldDocument[];
}

/** What a run's names stand for: everything but the model itself. */
export interface Inputs {
  readonly encoder: Encoder;
  readonly layout: LabelLayout;
  /** All relations by training frequency: the bands of the scores. */
  readonly ranking: readonly string[];
  readonly split: (id: string) => Promise<Split>;
  /** Documents that are no split of a data set, by whatever name. */
  readonly read: (id: string, documents: readonly Document[]) => Split;
  /** Facts of a training set by names, for Ign-F1. */
  readonly facts: (id: string) => Promise<NameTriples>;
}

/** Where names of data sets, encoders and backbones are looked up; absent: among the project's. */
export interface Sources {
  readonly datasets?: Datasets;
  readonly encoders?: Encoders;
  readonly backbones?: Backbones;
}

/**
 * Loads what a run needs; splits and facts when they are asked for, each once.
 * @throws AmtlError (4) when data or the encoder is not here, (2) when it is torn.
 */
export async function loadInputs(spec: TrainSpec, own: Sources = {}): Promise<Inputs> {
  const { profile, seed, schedule, limit } = spec;
  const { datasets, encoders, backbones } = own;
  const resolved = await resolveEncoder(spec.encoder, encoders);
  const training = await loadDataset(profile, spec.trainSet, datasets);
  const layout = layoutFor(spec.layout, training, seed);
  const tokenizer = await encoderTokenizer(resolved);
  const isCut = spec.layout.labelSpace !== null;
  const backbone = backboneOf(spec.backbone, backbones);
  const { pooled = false } = backbone;
  const plugin = spec.plugin === null ? undefined : PLUGINS.get(spec.plugin.id);
  const options = featureOptions(withAsks(backbone, plugin), {
    tokenizer,
    layout,
    maxLength: schedule.maxLength,
  });
  const read = (id: string, documents: readonly Document[]): Split => {
    // Facts that no model knows count where all relations are asked for.
    const gold = documents.map(toGold);
    return {
      id,
      features: documents.map((document) => buildFeatures(document, options)),
      gold: isCut ? gold.map((each) => withRelations(each, layout.columnOf)) : gold,
    };
  };
  return {
    encoder: await encoderOf(resolved, pooled),
    layout,
    ranking: training.ranking,
    read,
    split: once(async (id) => {
      const { documents: all } =
        id === training.id ? training : await loadDataset(profile, id, datasets);
      return read(id, all.slice(0, limit));
    }),
    facts: once((id) => datasetFacts(profile, id, datasets)),
  };
}

async function encoderOf(resolved: ResolvedEncoder, pooled: boolean): Promise<Encoder> {
  if (resolved.kind === "folder") return loadEncoder(resolved.folder, pooled);
  const encoder = constructEncoder(resolved.family, syntheticPieces().length);
  return pooled ? withPooler(encoder) : encoder;
}

function once<T>(load: (id: string) => Promise<T>): (id: string) => Promise<T> {
  const loaded = new Map<string, Promise<T>>();
  return (id) => {
    const known = loaded.get(id) ?? load(id);
    loaded.set(id, known);
    return known;
  };
}
