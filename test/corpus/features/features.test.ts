import assert from "node:assert/strict";
import { buildLayout } from "../../../src/experiment/layout/layout.js";
import { buildFeatures } from "../../../src/corpus/features/features.js";
import type { Document } from "../../../src/contract/corpus/document.js";
import { buildWith, letters, pairsOf, RELATIONS } from "../documents.js";

const mention = (sentence: number, start: number, end: number) => ({
  name: "x",
  sentence,
  start,
  end,
  type: "ORG",
});

describe("buildFeatures, behaviour", () => {
  const document: Document = {
    title: "T",
    sentences: [["ab", "c", "\u00a0", "d"], ["e"]],
    entities: [
      [mention(0, 0, 2), mention(0, 0, 1)],
      [mention(0, 1, 3)],
      [mention(1, 0, 1), mention(0, 3, 4)],
    ],
    facts: [],
  };

  it("writes one marker however many mentions start or end at a word", () => {
    const { inputIds, entityPositions } = buildWith(document);
    const text = Array.from(inputIds, (id) =>
      id < 10 ? "?<>*"[id] : String.fromCodePoint(id - 10),
    );
    assert.equal(text.join(""), "<*ab**c***d**e*>");
    assert.deepEqual(entityPositions, [
      [
        [0, 7],
        [0, 4],
      ],
      [[4, 8]],
      [
        [11, 14],
        [8, 11],
      ],
    ]);
  });

  it("writes no markers for a backbone without, and counts mentions by their words", () => {
    const layout = buildLayout({ segments: null, lambda: 1 }, RELATIONS);
    const options = { tokenizer: letters, layout, maxLength: 512, markers: "none" } as const;
    const { inputIds, entityPositions } = buildFeatures(document, options);
    assert.equal(inputIds.length, 5 + 2);
    assert.deepEqual(entityPositions, [
      [
        [0, 3],
        [0, 2],
      ],
      [[2, 3]],
      [
        [4, 5],
        [3, 4],
      ],
    ]);
  });

  it("gives a labelled self pair a row of its own, as the official reader does", () => {
    const facts = [{ h: 1, t: 1, r: "P1", evidence: [] }];
    const features = buildWith({ ...document, facts });
    assert.equal(pairsOf(features).length, 3 * 2 + 1);
    assert.equal(pairsOf(features)[0], "1 1");
    assert.deepEqual(features.positives, [[1]]);
  });

  it("passes over relations outside a smaller label space, and pairs that have no others", () => {
    const layout = buildLayout({ segments: null, lambda: 1 }, RELATIONS.slice(0, 2));
    const facts = [
      { h: 2, t: 0, r: "P5", evidence: [] },
      { h: 1, t: 0, r: "P5", evidence: [] },
      { h: 1, t: 0, r: "P2", evidence: [] },
    ];
    const features = buildFeatures(
      { ...document, facts },
      { tokenizer: letters, layout, maxLength: 99 },
    );
    assert.deepEqual(features.positives, [[2]]);
    assert.equal(pairsOf(features)[0], "1 0");
    assert.equal(pairsOf(features).length, 6);
  });

  it("gives a blind document the pairs of one without facts", () => {
    assert.deepEqual(buildWith({ ...document, facts: null }), buildWith(document));
  });
});
