import { canonicalJson, type Json, sha256 } from "../../../base/canonical.js";
import {
  CORPORA,
  type CorpusName,
  type CorpusParameters,
  type LabelName,
  LABELS,
  type Split,
  SYNTHETIC_VERSION,
} from "./parameters.js";
import { syntheticVocabulary } from "./words.js";

/** Relations in original order: "S01", "S02", … */
export const relationIds = ({ relations, prefix }: CorpusParameters): readonly string[] =>
  Array.from({ length: relations }, (_, index) => prefix + String(index + 1).padStart(2, "0"));

/** Relations of a corpus in original order, without making it. */
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
