import assert from "node:assert/strict";
import type { DecoderSpec } from "../../src/contract/decoder.js";
import { candidatesOf } from "../../src/scoring/candidates.js";
import { decode } from "../../src/scoring/decode.js";
import { keepScores } from "../../src/scoring/kept-scores.js";
import { scoredFacts } from "../../src/scoring/predictions.js";

const layout = {
  columns: [null, "P1", "P2", null, "P3"],
  segments: [
    { start: 0, end: 3 },
    { start: 3, end: 5 },
  ],
  lambda: 1,
};
const decoder: DecoderSpec = { rule: "th", k: 1, threshold: "raw", factor: 1 };
const logits = Float32Array.from([1, 3, 2, 0, -0.5, 2, 1.5, 0, 1, 4]);
const pairs = Int32Array.from([0, 1, 1, 0]);
const marks = decode(logits, 2, layout, decoder, pairs);
const positives = [[1, 4], [1]];
const decoded = { logits, marks, pairs, positives, evidence: null };

describe("candidates of a document", () => {
  it("are what is predicted, with score and threshold, as evaluations store it", () => {
    const { found } = candidatesOf(decoded, layout, decoder, null);
    assert.deepEqual(
      found.map(({ h, t, r, score, threshold }) => [h, t, r, score, threshold]),
      [
        [0, 1, "P1", 3, 1],
        [1, 0, "P3", 4, 1],
      ],
    );
    const stored = scoredFacts(
      keepScores(logits, 2, layout),
      [{ title: "a", pairs }],
      layout,
      decoder,
    )!;
    assert.deepEqual(
      stored.map(({ h_idx, t_idx, r, score }) => [h_idx, t_idx, r, score]),
      found.map(({ h, t, r, score, threshold }) => [h, t, r, score - threshold]),
    );
  });

  it("are also those whose margin is large enough, marked as not predicted", () => {
    const { found } = candidatesOf(decoded, layout, decoder, -0.5);
    assert.deepEqual(
      found.map(({ h, r, predicted }) => [h, r, predicted]),
      [
        [0, "P1", true],
        [0, "P2", false],
        [0, "P3", false],
        [1, "P1", false],
        [1, "P3", true],
      ],
    );
  });

  it("tell the gold relations that are not predicted, and the evidence of their pair", () => {
    const { missed } = candidatesOf({ ...decoded, evidence: [[2], []] }, layout, decoder, null);
    assert.deepEqual(missed, [
      ...[{ h: 0, t: 1, r: "P3", score: -0.5, threshold: 0, predicted: false, evidence: [2] }],
      ...[{ h: 1, t: 0, r: "P1", score: 1.5, threshold: 2, predicted: false, evidence: [] }],
    ]);
  });
});
