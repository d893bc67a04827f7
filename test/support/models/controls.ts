import { seededRandom, shuffle } from "../../../src/base/random.js";
import type { Document, Fact } from "../../../src/contract/corpus/document.js";
import { HIDDEN } from "../../../src/methods/datasets/synthetic/words.js";

/** Every word outside mentions hidden: what is left says which entities there are, not how they are related. */
export function hideWords(document: Document): Document {
  const kept = document.sentences.map(() => new Set<number>());
  for (const { sentence, start, end } of document.entities.flat()) {
    for (let word = start; word < end; word++) kept[sentence].add(word);
  }
  return {
    ...document,
    sentences: document.sentences.map((words, sentence) =>
      words.map((word, index) => (kept[sentence].has(index) ? word : HIDDEN)),
    ),
  };
}

/**
 * Facts dealt out anew to pairs of the same document: as many labelled pairs, with the same sets of relations, but
 * on pairs drawn at random.
 */
export function shuffleLabels(documents: readonly Document[], seed: number): Document[] {
  const random = seededRandom(seed, "shuffled labels");
  return documents.map((document) => {
    if (document.facts === null) return document;
    const all = document.entities.flatMap((_, h) =>
      document.entities.flatMap((_, t) => (h === t ? [] : [[h, t] as const])),
    );
    const drawn = shuffle(all, random);
    const dealt = new Map<string, readonly [number, number]>();
    const deal = ({ h, t }: Fact): readonly [number, number] => {
      const key = `${h} ${t}`;
      const pair = dealt.get(key) ?? drawn[dealt.size];
      dealt.set(key, pair);
      return pair;
    };
    const facts = document.facts.map((fact) => {
      const [h, t] = deal(fact);
      return { ...fact, h, t };
    });
    return { ...document, facts };
  });
}
