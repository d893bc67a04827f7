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
 * Facts dealt out anew: each document keeps its number of labelled pairs and their evidence, but which pairs they are is
 * drawn at random, and their sets of relations come from the pairs of all documents. If a document kept its own
 * relations, its words would still say which they are: a model that reads the document as a whole can learn that.
 */
export function shuffleLabels(documents: readonly Document[], seed: number): Document[] {
  const random = seededRandom(seed, "shuffled labels");
  const labelled = documents.flatMap(({ facts }) => labelledPairs(facts ?? []));
  const dealt = shuffle(labelled, random)
    .map((facts) => facts.map(({ r }) => r))
    .values();
  return documents.map((document) => {
    if (document.facts === null) return document;
    const all = document.entities.flatMap((_, h) =>
      document.entities.flatMap((_, t) => (h === t ? [] : [[h, t] as const])),
    );
    const drawn = shuffle(all, random);
    const facts = labelledPairs(document.facts).flatMap(([{ evidence }], index) => {
      const [h, t] = drawn[index];
      const relations = dealt.next().value ?? [];
      return relations.map((r) => ({ h, t, r, evidence }));
    });
    return { ...document, facts };
  });
}

/** Facts by the pair that they are about, in the order of each pair's first. */
function labelledPairs(facts: readonly Fact[]): readonly Fact[][] {
  const byPair = new Map<string, Fact[]>();
  for (const fact of facts) {
    const key = `${fact.h} ${fact.t}`;
    byPair.set(key, [...(byPair.get(key) ?? []), fact]);
  }
  return [...byPair.values()];
}
