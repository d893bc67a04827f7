import assert from "node:assert/strict";
import fc from "fast-check";
import { buildLayout } from "../../src/experiment/layout/layout.js";
import type { ThresholdDecoder } from "../../src/contract/decoder.js";
import { decode } from "../../src/scoring/decode.js";
import { segmentThreshold } from "../../src/scoring/decoders/thresholds.js";
import { predictedFacts, scoredFacts } from "../../src/scoring/predictions.js";
import { joinScores, keepScores } from "../../src/scoring/kept-scores.js";
import { nameTriples } from "../../src/scoring/name-triples.js";
import { evalResultOf, meanThreshold } from "../../src/scoring/result.js";

const layout = buildLayout({ segments: [2, 5], lambda: 1.5 }, ["a", "b", "c", "d", "e", "f", "g"]);
const width = layout.columns.length;

const features = [2, 0, 3].map((pairs, d) => ({
  title: `document ${d}`,
  inputIds: Int32Array.of(1, 2),
  entityPositions: [],
  pairs: Int32Array.from({ length: 2 * pairs }, (_, i) => i % 4),
  positives: [],
}));
const split = {
  id: "x/test",
  features,
  gold: features.map(({ title }) => ({
    title,
    names: [["A"], ["B"], ["C"], ["D"]],
    facts: [{ h: 0, t: 1, r: "a" }],
  })),
};

const documents = fc
  .array(fc.integer({ min: -40, max: 40 }), { minLength: 5 * width, maxLength: 5 * width })
  .map((values) => {
    const logits = Float32Array.from(values, (value) => value / 8);
    return [logits.subarray(0, 2 * width), logits.subarray(0, 0), logits.subarray(2 * width)];
  });

const decoders: readonly ThresholdDecoder[] = [
  { rule: "th", k: 4, threshold: "raw", factor: 1 },
  { rule: "th", k: 2, threshold: "averaged", factor: 0.875 },
  { rule: "zero", k: 4, threshold: "raw", factor: 1 },
];

const keep = (logits: readonly Float32Array[], perSegment = 4) =>
  joinScores(
    logits.map((each) => keepScores(each, each.length / width, layout, perSegment)),
    perSegment,
  );

describe("evaluation from kept scores", () => {
  it("predicts what all logits predict, by any decoder, and says by how much", () => {
    fc.assert(
      fc.property(documents, fc.constantFrom(...decoders), (logits, decoder) => {
        const got = scoredFacts(keep(logits), features, layout, decoder);
        assert.ok(got !== null);
        const want = features.flatMap(({ title, pairs }, d) => {
          const marks = decode(logits[d], pairs.length / 2, layout, decoder);
          return predictedFacts(title, pairs, marks, layout.columns);
        });
        assert.deepEqual(
          got.map(({ title, h_idx, t_idx, r }) => ({ title, h_idx, t_idx, r })),
          want,
        );
        for (const { title, h_idx, t_idx, r, score } of got) {
          const d = features.findIndex((document) => document.title === title);
          const { pairs } = features[d];
          const rows = [...Array(pairs.length / 2).keys()].filter(
            (row) => pairs[2 * row] === h_idx && pairs[2 * row + 1] === t_idx,
          );
          const column = layout.columnOf.get(r)!;
          const { start } = layout.segments.find(({ end }) => column < end)!;
          const margins = rows.map(
            (row) =>
              logits[d][row * width + column] -
              segmentThreshold(logits[d], row * width, start, layout, decoder),
          );
          assert.ok(margins.includes(score));
        }
      }),
    );
  });

  it("says when too little was kept for a decoder", () => {
    const high = new Float32Array(5 * width).fill(3);
    for (let row = 0; row < 5; row++) {
      for (const { start } of layout.segments) high[row * width + start] = 0;
    }
    // Different values, or ties would keep them all.
    high.forEach((value, i) => (high[i] = value === 0 ? 0 : value + (i % width)));
    const logits = [high.subarray(0, 2 * width), high.subarray(0, 0), high.subarray(2 * width)];
    const unlimited = { ...decoders[0], k: 0 };
    assert.equal(scoredFacts(keep(logits), features, layout, unlimited), null);
    assert.equal(scoredFacts(keep(logits, 5), features, layout, unlimited)?.length, 35);
  });

  it("counts what the scorer counts, and the mean threshold over all pairs and slots", () => {
    const logits = new Float32Array(5 * width).fill(-1);
    for (let row = 0; row < 5; row++) {
      logits[row * width] = 0;
      logits[row * width + 3] = row;
    }
    logits[layout.columnOf.get("a")!] = 2;
    const parts = [
      logits.subarray(0, 2 * width),
      logits.subarray(0, 0),
      logits.subarray(2 * width),
    ];
    const kept = keep(parts);
    const predictions = scoredFacts(kept, features, layout, decoders[0])!;
    const identity = { trainId: "t", evalId: "e", evalSet: "x/test" };
    const ranking = layout.columns.flatMap((name) => (name === null ? [] : [name]));
    const scores = { pairs: kept.rows, thresholdMean: meanThreshold(kept) };
    const result = evalResultOf(
      identity,
      predictions,
      scores,
      split.gold,
      ranking,
      nameTriples([]),
    );
    const counts = { documents: 3, pairs: 5, gold: 3, submitted: 1, correct: 1, ignored: 0 };
    assert.deepEqual(result.counts, counts);
    assert.deepEqual(result.documents, {
      gold: [1, 1, 1],
      submitted: [1, 0, 0],
      correct: [1, 0, 0],
      ignored: [0, 0, 0],
    });
    assert.equal(result.metrics.precision, 100);
    assert.equal(result.thresholdMean, 1);
  });
});
