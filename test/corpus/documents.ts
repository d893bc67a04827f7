import fc from "fast-check";
import { buildFeatures } from "../../src/corpus/features/features.js";
import type { LabelLayout } from "../../src/contract/layout.js";
import { buildLayout } from "../../src/experiment/layout/layout.js";
import type { WordTokenizer } from "../../src/contract/corpus/tokenizer.js";
import type { Document, Fact, Features, Mention } from "../../src/contract/corpus/document.js";

/** A document as DocRED files write it. */
export interface Raw {
  title: string;
  sents: string[][];
  vertexSet: { name: string; sent_id: number; pos: number[]; type: string }[][];
  labels?: unknown;
  gpt_labels?: unknown;
}

export const toRaw = ({ title, sentences, entities, facts }: Document): Raw => ({
  title,
  sents: sentences.map((words) => [...words]),
  vertexSet: entities.map((mentions) =>
    mentions.map(({ name, sentence, start, end, type }) => ({
      name,
      sent_id: sentence,
      pos: [start, end],
      type,
    })),
  ),
  ...(facts === null ? {} : { labels: facts }),
});

export const RELATIONS = ["P1", "P2", "P3", "P4", "P5"];
export const LAYOUT: LabelLayout = buildLayout({ segments: [2, 3], lambda: 1.5 }, RELATIONS);

/** Cuts a word into its letters, so that words have none, one or several pieces. */
export const letters: WordTokenizer = {
  family: "bert",
  startId: 1,
  endId: 2,
  markerId: 3,
  pieces: (word) => Array.from(word.trim()),
  encodeWord: (word) => Array.from(word.trim()).map((letter) => letter.codePointAt(0)! + 10),
};

/** Features under {@link LAYOUT} and {@link letters}. */
export const buildWith = (document: Document, maxLength = 1024): Features =>
  buildFeatures(document, { tokenizer: letters, layout: LAYOUT, maxLength });

/** Pairs as "h t". */
export const pairsOf = ({ pairs }: Features): string[] =>
  Array.from({ length: pairs.length / 2 }, (_, i) => `${pairs[2 * i]} ${pairs[2 * i + 1]}`);

const word = fc.constantFrom("a", "be", "see", "\u00a0", " ", "", "four", "*");

/** Documents with blank words, equal and overlapping mentions, repeated labels; no self pairs. */
export const someDocument: fc.Arbitrary<Document> = fc
  .array(fc.array(word, { minLength: 1, maxLength: 7 }), { minLength: 1, maxLength: 4 })
  .chain((sentences) => {
    const mention: fc.Arbitrary<Mention> = fc.nat(sentences.length - 1).chain((sentence) => {
      const length = sentences[sentence].length;
      return fc
        .tuple(fc.nat(length - 1), fc.integer({ min: 1, max: length }))
        .map(([start, size]) => ({
          name: "x",
          sentence,
          start,
          end: Math.min(length, start + size),
          type: "ORG",
        }));
    });
    const entities = fc.array(fc.array(mention, { minLength: 1, maxLength: 3 }), { maxLength: 6 });
    return fc.tuple(fc.constant(sentences), entities);
  })
  .chain(([sentences, entities]) => {
    const fact: fc.Arbitrary<Fact> = fc
      .tuple(fc.nat(), fc.nat(), fc.constantFrom(...RELATIONS))
      .map(([a, b, r]) => {
        const h = a % entities.length;
        const t = (h + 1 + (b % (entities.length - 1))) % entities.length;
        return { h, t, r, evidence: [] };
      });
    const facts = fc.array(fact, { maxLength: entities.length < 2 ? 0 : 8 });
    return fc
      .tuple(fc.string(), fc.option(facts))
      .map(([title, some]) => ({ title, sentences, entities, facts: some }));
  });
