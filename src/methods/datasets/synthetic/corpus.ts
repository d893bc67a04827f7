import { seededRandom } from "../../../base/random.js";
import type {
  SplitName,
  SyntheticCorpus,
  SyntheticLabels,
} from "../../../contract/corpus/dataset.js";
import type { Document } from "../../../contract/corpus/document.js";
import { label, writeDocument } from "./documents.js";
import { LABELS } from "./parameters.js";
import { RELATION_WORDS } from "./words.js";
import { buildWorld } from "./world.js";

const made = new Map<string, readonly Document[]>();

/**
 * One split of a synthetic corpus (design, section 2). Label policies share their documents: only the facts
 * differ. Deterministic; made once a process, in a fraction of a second.
 */
export function generateCorpus(
  corpus: SyntheticCorpus,
  split: SplitName,
  labels: SyntheticLabels,
): readonly Document[] {
  const key = `${corpus} ${split} ${labels}`;
  const documents = made.get(key) ?? generate(corpus, split, labels);
  made.set(key, documents);
  return documents;
}

function generate(corpus: SyntheticCorpus, split: SplitName, labels: SyntheticLabels): Document[] {
  const world = buildWorld(corpus);
  const { seed, documents } = world.parameters;
  const drawing = seededRandom(seed, `${split} stories`);
  const chance = seededRandom(seed, `${split} labels ${labels}`);
  return Array.from({ length: documents[split] }, (_, index) => {
    const title = `Synthetic ${corpus} ${split} ${index + 1}`;
    const unlabelled = writeDocument(world, RELATION_WORDS[corpus], title, drawing);
    return label(unlabelled, LABELS[labels], world, chance);
  });
}
