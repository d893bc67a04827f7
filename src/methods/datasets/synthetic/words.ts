import type { SyntheticCorpus } from "../../../contract/corpus/dataset.js";
import { CORPORA } from "./parameters.js";

const CONSONANTS = "bdfgklmnprstvz";
const VOWELS = "aeiou";
const SYLLABLES = CONSONANTS.length * VOWELS.length;

function syllable(index: number): string {
  return CONSONANTS[Math.floor(index / VOWELS.length)] + VOWELS[index % VOWELS.length];
}

/** Made-up words that differ for all indices below 70²; neighbours differ in both syllables. */
function invented(index: number): string {
  const first = index % SYLLABLES;
  const second = (index * 3 + Math.floor(index / SYLLABLES)) % SYLLABLES;
  return syllable(first) + syllable(second);
}

const inventedWords = (count: number, ending: string): string[] =>
  Array.from({ length: count }, (_, index) => invented(index) + ending);

const capital = (word: string): string => word.charAt(0).toUpperCase() + word.slice(1);

export const NAME_WORDS: readonly string[] = inventedWords(600, "").map(capital);
export const NEUTRAL_VERBS = ["met", "saw", "named", "passed", "quoted", "faced"] as const;
/** The marker of a fact that names its tail first. */
export const REVERSER = "by";
export const ARTICLE = "the";
export const ADVERBS = ["also", "once", "soon", "later", "often", "still"] as const;
export const FILLERS = [
  ..."and so as for years in spring that day it was said over time some say at last".split(" "),
  ..."with great care while many more came here under old rules after long talks".split(" "),
] as const;
export const STOP = ".";
/** Stands for a word that a control hides. */
export const HIDDEN = "[MASK]";

/** Words that state a relation and words that hint at it, for each relation of a corpus, in original order. */
export interface RelationWords {
  readonly triggers: readonly (readonly string[])[];
  readonly hints: readonly string[];
}

function relationWords(name: SyntheticCorpus, ending: string): RelationWords {
  const { relations, triggers: each } = CORPORA[name];
  const words = inventedWords(relations * (each + 1), ending);
  return {
    triggers: Array.from({ length: relations }, (_, r) => words.slice(r * each, (r + 1) * each)),
    hints: words.slice(relations * each),
  };
}

export const RELATION_WORDS: Readonly<Record<SyntheticCorpus, RelationWords>> = {
  news: relationWords("news", "ned"),
  wire: relationWords("wire", "rak"),
};

/** Every word that a synthetic document can hold, each once, in an order that never changes. */
export function syntheticVocabulary(): string[] {
  const relations = Object.values(RELATION_WORDS).flatMap(({ triggers, hints }) => [
    ...triggers.flat(),
    ...hints,
  ]);
  return [
    ...new Set<string>([
      STOP,
      HIDDEN,
      REVERSER,
      ARTICLE,
      ...NEUTRAL_VERBS,
      ...ADVERBS,
      ...FILLERS,
      ...relations,
      ...NAME_WORDS,
    ]),
  ];
}
