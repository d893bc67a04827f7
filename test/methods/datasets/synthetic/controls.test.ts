import assert from "node:assert/strict";
import fc from "fast-check";
import { hideWords, shuffleLabels } from "../../../support/models/controls.js";
import { HIDDEN } from "../../../../src/methods/datasets/synthetic/words.js";
import type { Document, Fact } from "../../../../src/contract/corpus/document.js";
import { someDocument } from "../../../corpus/documents.js";

describe("hideWords", () => {
  it("keeps mentions and hides every other word", () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        const hidden = hideWords(document);
        assert.deepEqual({ ...hidden, sentences: null }, { ...document, sentences: null });
        const mentions = document.entities.flat();
        document.sentences.forEach((words, s) => {
          words.forEach((word, w) => {
            const inside = mentions.some((m) => m.sentence === s && m.start <= w && w < m.end);
            assert.equal(hidden.sentences[s][w], inside ? word : HIDDEN);
          });
        });
      }),
    );
  });
});

/** The relation sets of a document's pairs, without saying which pair has which. */
const sets = ({ facts }: Document): string[] => {
  const byPair = new Map<string, string[]>();
  for (const { h, t, r } of facts ?? []) {
    byPair.set(`${h} ${t}`, [...(byPair.get(`${h} ${t}`) ?? []), r]);
  }
  return [...byPair.values()].map((relations) => relations.join(" ")).sort();
};

const document = (facts: readonly Fact[]): Document => ({
  title: "T",
  sentences: [["x"]],
  entities: Array.from({ length: 8 }, () => [
    { name: "x", sentence: 0, start: 0, end: 1, type: "ORG" },
  ]),
  facts,
});

describe("shuffleLabels", () => {
  it("deals each pair's relations to a pair of any document, as many pairs to each as it had", () => {
    fc.assert(
      fc.property(fc.array(someDocument), fc.integer(), (documents, seed) => {
        const shuffled = shuffleLabels(documents, seed);
        shuffled.forEach((document, i) => {
          assert.deepEqual({ ...document, facts: null }, { ...documents[i], facts: null });
          assert.equal(sets(document).length, sets(documents[i]).length);
          assert.ok((document.facts ?? []).every(({ h, t }) => h !== t));
        });
        assert.deepEqual(shuffled.flatMap(sets).sort(), documents.flatMap(sets).sort());
        assert.deepEqual(shuffleLabels(documents, seed), shuffled);
      }),
    );
  });

  it("leaves hardly any fact where it was", () => {
    const facts: Fact[] = [0, 1, 2, 3].map((h) => ({ h, t: h + 4, r: "P1", evidence: [] }));
    const many = Array.from({ length: 100 }, () => document(facts));
    const kept = shuffleLabels(many, 5)
      .flatMap((shuffled) => shuffled.facts!)
      .filter(({ h, t }) => t === h + 4 && h < 4).length;
    // 4 of 56 pairs: 29 of 400 expected.
    assert.ok(kept < 60, `${kept}`);
  });

  it("leaves a document hardly any relation of its own", () => {
    const many = Array.from({ length: 100 }, (_, i) =>
      document([{ h: 0, t: 1, r: `P${i}`, evidence: [i] }]),
    );
    const shuffled = shuffleLabels(many, 5).map(({ facts }) => facts![0]);
    // 1 of 100 expected.
    assert.ok(shuffled.filter(({ r }, i) => r === `P${i}`).length < 6);
    assert.deepEqual(
      shuffled.map(({ evidence }) => evidence),
      many.map((_, i) => [i]),
    );
  });
});
