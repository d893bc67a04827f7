import { canonicalJson, type Json, sha256 } from "../../../base/canonical.js";
import type {
  SplitName,
  SyntheticCorpus,
  SyntheticLabels,
} from "../../../contract/corpus/dataset.js";
import { CORPORA, LABELS, SYNTHETIC_VERSION } from "./parameters.js";
import { syntheticVocabulary } from "./words.js";

let vocabulary: string | undefined;

/** Hashed once a process: every split of every corpus has the same. */
const vocabularyHash = (): string => (vocabulary ??= sha256(canonicalJson(syntheticVocabulary())));

/** Identity of a split without generating it: parameters, policy, vocabulary and the generator's version. */
export function corpusHash(
  corpus: SyntheticCorpus,
  split: SplitName,
  labels: SyntheticLabels,
): string {
  const parts: Json = {
    version: SYNTHETIC_VERSION,
    corpus: { ...CORPORA[corpus] },
    split,
    labels: { ...LABELS[labels] },
    vocabulary: vocabularyHash(),
  };
  return sha256(canonicalJson(parts));
}
