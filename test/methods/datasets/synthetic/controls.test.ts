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

describe("shuffleLabels", () => {
  it("deals each pair's relations to another pair of the same document", () => {
    fc.assert(
      fc.property(fc.array(someDocument), fc.integer(), (documents, seed) => {
        const shuffled = shuffleLabels(documents, seed);
        shuffled.forEach((document, i) => {
          assert.deepEqual({ ...document, facts: null }, { ...documents[i], facts: null });
          assert.deepEqual(sets(document), sets(documents[i]));
          assert.ok((document.facts ?? []).every(({ h, t }) => h !== t));
        });
        assert.deepEqual(shuffleLabels(documents, seed), shuffled);
      }),
    );
  });

  it("leaves hardly any fact where it was", () => {
    const mention = { name: "x", sentence: 0, start: 0, end: 1, type: "ORG" };
    const facts: Fact[] = [0, 1, 2, 3].map((h) => ({ h, t: h + 4, r: "P1", evidence: [] }));
    const document: Document = {
      title: "T",
      sentences: [["x"]],
      entities: Array.from({ length: 8 }, () => [mention]),
      facts,
    };
    const many = Array.from({ length: 100 }, () => document);
    const kept = shuffleLabels(many, 5)
      .flatMap((shuffled) => shuffled.facts!)
      .filter(({ h, t }) => t === h + 4 && h < 4).length;
    // 4 of 56 pairs: 29 of 400 expected.
    assert.ok(kept < 60, `${kept}`);
  });
});
