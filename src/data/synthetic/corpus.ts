import { canonicalJson, type Json, sha256 } from "../../base/canonical.js";
import { seededRandom } from "../../base/random.js";
import type { Document } from "../types.js";
import { label, tellStory } from "./documents.js";
import {
  CORPORA,
  type CorpusName,
  type LabelName,
  LABELS,
  type Split,
  SYNTHETIC_VERSION,
} from "./parameters.js";
import { RELATION_WORDS, syntheticVocabulary } from "./words.js";
import { buildWorld, relationIds } from "./world.js";

const made = new Map<string, readonly Document[]>();

/**
 * One split of a synthetic corpus (design, section 2). Label policies share their documents: only the facts
 * differ. Deterministic; made once a process, in a fraction of a second.
 */
export function generateCorpus(
  corpus: CorpusName,
  split: Split,
  labels: LabelName,
): readonly Document[] {
  const key = `${corpus} ${split} ${labels}`;
  const documents = made.get(key) ?? generate(corpus, split, labels);
  made.set(key, documents);
  return documents;
}

function generate(corpus: CorpusName, split: Split, labels: LabelName): Document[] {
  const world = buildWorld(corpus);
  const { seed, documents } = world.parameters;
  const story = seededRandom(seed, `${split} stories`);
  const chance = seededRandom(seed, `${split} labels ${labels}`);
  return Array.from({ length: documents[split] }, (_, index) => {
    const title = `Synthetic ${corpus} ${split} ${index + 1}`;
    const told = tellStory(world, RELATION_WORDS[corpus], title, story);
    return label(told, LABELS[labels], world, chance);
  });
}

/** Relations in original order. */
export const syntheticRelations = (corpus: CorpusName): readonly string[] =>
  relationIds(CORPORA[corpus]);

let vocabulary: string | undefined;

/** Hashed once a process: every split of every corpus has the same. */
const vocabularyHash = (): string => (vocabulary ??= sha256(canonicalJson(syntheticVocabulary())));

/** Identity of a split without generating it: parameters, policy, vocabulary and the generator's version. */
export function corpusHash(corpus: CorpusName, split: Split, labels: LabelName): string {
  const parts: Json = {
    version: SYNTHETIC_VERSION,
    corpus: { ...CORPORA[corpus] },
    split,
    labels: { ...LABELS[labels] },
    vocabulary: vocabularyHash(),
  };
  return sha256(canonicalJson(parts));
}
