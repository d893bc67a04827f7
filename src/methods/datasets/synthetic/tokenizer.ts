import type { WordTokenizer } from "../../../contract/corpus/tokenizer.js";
import { syntheticVocabulary } from "./words.js";

/** Ids below the words' own; 0 fills batches. */
const SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "*"] as const;

/** Entries of the tiny encoders' vocabulary, by id: special ones, then every word of the synthetic corpora. */
export const syntheticPieces = (): readonly string[] => [...SPECIAL, ...syntheticVocabulary()];

/**
 * The tiny encoders' tokenizer: each word is one id, whatever the family. Words that no synthetic document holds
 * are unknown; blank ones have no piece under BERT, as with a real tokenizer.
 */
export function syntheticTokenizer(family: WordTokenizer["family"]): WordTokenizer {
  const pieces = syntheticPieces();
  const ids = new Map(pieces.map((piece, id) => [piece, id]));
  const [, unknown, startId, endId, markerId] = SPECIAL.keys();
  const encodeWord = (word: string): readonly number[] =>
    family === "bert" && word.trim() === "" ? [] : [ids.get(word) ?? unknown];
  return {
    family,
    size: pieces.length,
    startId,
    endId,
    markerId,
    encodeWord,
    pieces: (word) => encodeWord(word).map((id) => pieces[id]),
  };
}
