import assert from "node:assert/strict";
import { buildLayout } from "../../../../src/experiment/layout/layout.js";
import { rescoreDocument } from "../../../../src/methods/plugins/milr/rescore.js";
import { labelledDocuments } from "../../../../src/methods/plugins/shared/facts.js";
import { mineRules, prunedRules } from "../../../../src/methods/plugins/milr/mining.js";

/** Two segments: columns TH a, TH b c. */
const LAYOUT = buildLayout({ segments: [1, 2], lambda: 1.5 }, ["a", "b", "c"]);
const [A, B, C] = ["a", "b", "c"].map((name) => LAYOUT.columnOf.get(name)!);

/** A chain of four documents: a from 0 to 1, b from 1 to 2, and c from 0 to 2. */
const DOCUMENTS = Array.from({ length: 4 }, () => ({
  pairs: Int32Array.of(0, 1, 1, 2, 0, 2, 1, 0, 2, 1, 2, 0),
  positives: [[A], [B], [C]],
}));

const rules = prunedRules(mineRules(labelledDocuments(DOCUMENTS, LAYOUT), 3), 3, 0.7);
const settings = {
  rules,
  priors: [0, 1 / 3, 1 / 3, 1 / 3],
  tau: 0.8,
  power: 0.5,
  most: 4,
  seconds: 60,
} as const;

/** Scores of the six pairs: nothing, but for some margins over the segment's threshold of 5. */
function scoresWith(margins: readonly (readonly [pair: number, column: number, margin: number])[]) {
  const width = LAYOUT.columns.length;
  const scores = Float32Array.from({ length: 6 * width }, (_, i) =>
    LAYOUT.columns[i % width] === null ? 5 : 1,
  );
  for (const [pair, column, margin] of margins) scores[pair * width + column] = 5 + margin;
  return { scores, at: (pair: number, column: number) => pair * width + column };
}

const document = { title: "d", pairs: DOCUMENTS[0].pairs };

describe("MILR's rules in a document's scores", () => {
  it("are mined from chains", () => {
    const found = rules.map(({ body, target, confidence }) => [body.join(" "), target, confidence]);
    assert.ok(
      found.some((rule) => rule.join(" > ") === "1 2 > 3 > 1"),
      JSON.stringify(found),
    );
  });

  it("put in what follows from what is sure, as far above its threshold as it was below", () => {
    const { scores, at } = scoresWith([
      [0, A, 6],
      [1, B, 6],
      [2, C, -0.5],
    ]);
    const rescored = rescoreDocument(scores, document, LAYOUT, { ...settings, threshold: "class" });
    assert.equal(rescored[at(2, C)], 5.5);
    assert.equal(rescored.filter((score, i) => score !== scores[i]).length, 1);
  });

  it("take out what nothing follows from, where that costs less", () => {
    const { scores, at } = scoresWith([
      [0, A, 6],
      [1, B, 0.2],
      [2, C, -4],
    ]);
    const rescored = rescoreDocument(scores, document, LAYOUT, { ...settings, threshold: "class" });
    assert.ok(Math.abs(rescored[at(1, B)] - 4.8) < 1e-6);
    assert.equal(rescored.filter((score, i) => score !== scores[i]).length, 1);
  });

  it("compare with 0 where the loss has no threshold class", () => {
    const { scores, at } = scoresWith([
      [0, A, 6],
      [1, B, 6],
      [2, C, -5.5],
    ]);
    const low = scores.map((score) => (score === 1 ? -9 : score));
    const rescored = rescoreDocument(low, document, LAYOUT, { ...settings, threshold: "zero" });
    assert.equal(rescored[at(2, C)], 0.5);
  });
});
