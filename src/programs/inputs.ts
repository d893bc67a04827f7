import { datasetFacts, loadDataset } from "../corpus/datasets/datasets.js";
import { toGold, withRelations } from "../corpus/read/gold.js";
import { layoutFor } from "../corpus/features/layout.js";
import type { Datasets } from "../contract/corpus/dataset.js";
import type { Dataset } from "../contract/corpus/document.js";
import { sha256 } from "../base/canonical.js";
import type { TrainSpec } from "../contract/train-spec.js";
import type { NameTriples } from "../scoring/name-triples.js";
import { dataFile } from "./data-files.js";
import type { Scored } from "./predictions.js";

/** The data of a run: as the program reads it, and as it is scored. */
export interface Inputs {
  /** All that may be predicted, in original order, and by descending training frequency. */
  readonly relations: readonly string[];
  readonly ranking: readonly string[];
  /** All relations of the training set by frequency: the bands. */
  readonly bands: readonly string[];
  readonly train: string;
  readonly dev: string;
  /** Path of an evaluation set's documents, without labels. */
  readonly blind: (set: string) => Promise<string>;
  readonly scored: (set: string) => Promise<Scored>;
  readonly facts: (set: string) => Promise<NameTriples>;
}

/** Loads a split; tests and `worker check` cut them short. */
export type LoadSplit = (id: string) => Promise<Dataset>;

export const profileSplits =
  ({ profile, limit }: TrainSpec, datasets: Datasets): LoadSplit =>
  async (id) => {
    const whole = await loadDataset(profile, id, datasets);
    if (limit === undefined) return whole;
    // Its file is another one.
    const name = sha256(`${whole.sha256} ${limit}`);
    return { ...whole, sha256: name, documents: whole.documents.slice(0, limit) };
  };

/**
 * What a program and its scorer read.
 * @param datasets where the facts of training sets are looked up: among the project's unless given.
 * @throws AmtlError (4) when data is not here, (2) when it is torn.
 */
export async function loadInputs(
  spec: TrainSpec,
  load: LoadSplit,
  datasets?: Datasets,
): Promise<Inputs> {
  const training = await load(spec.trainSet);
  const dev = await load(spec.devSet);
  const { columnOf } = layoutFor(spec.layout, training, spec.seed);
  const isKept = (relation: string): boolean => columnOf.has(relation);
  const relations = training.relations.filter(isKept);
  const known = new Map<string, string>();
  for (const { id, documents } of [training, dev])
    for (const { title } of documents) known.set(title, id);
  return {
    relations,
    ranking: training.ranking.filter(isKept),
    bands: training.ranking,
    train: await dataFile(training, true),
    dev: await dataFile(dev, true),
    blind: async (set) => dataFile(await load(set), false),
    scored: async (set) => {
      const { documents } = await load(set);
      const gold = documents.map(toGold);
      return {
        set,
        gold:
          spec.layout.labelSpace === null
            ? gold
            : gold.map((each) => withRelations(each, columnOf)),
        relations,
        elsewhere: (title) => known.get(title),
      };
    },
    facts: (set) => datasetFacts(spec.profile, set, datasets),
  };
}
