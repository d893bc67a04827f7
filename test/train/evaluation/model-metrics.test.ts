import assert from "node:assert/strict";
import { buildLayout } from "../../../src/experiment/layout/layout.js";
import type { DecoderSpec } from "../../../src/contract/decoder.js";
import { keepScores, keptSizes } from "../../../src/scoring/kept-scores.js";
import { nameTriples } from "../../../src/scoring/name-triples.js";
import { tunedDecoder, withTuned } from "../../../src/scoring/tuned.js";
import { evaluateModel } from "../../../src/train/evaluation/model-metrics.js";
import type { Model } from "../../../src/train/model.js";

const layout = buildLayout({ segments: null, lambda: 1 }, ["a", "b", "c", "d", "e", "f"]);
const level: DecoderSpec = {
  rule: "zero",
  k: 0,
  threshold: "raw",
  factor: 1,
  level: 0,
  tuned: "level",
};

/** Two documents of two pairs. What is true scores above 1.5, what is not below 1, zero lies in the middle of it. */
const split = {
  id: "x/dev",
  features: ["one", "two"].map((title) => ({
    title,
    inputIds: Int32Array.of(1, 2),
    entityPositions: [],
    pairs: Int32Array.of(0, 1, 1, 0),
    positives: [[1, 4], []],
  })),
  gold: ["one", "two"].map((title) => ({
    title,
    names: [["A"], ["B"]],
    facts: [
      { h: 0, t: 1, r: "a" },
      { h: 0, t: 1, r: "d" },
    ],
  })),
};
const document = [-9, 1.5, -1, 0.5, 2, 1, -2].concat([9, 1, 0.5, 0, 0.75, -3, 0.25]);

describe("metrics of a model, by decoders that leave a value open", () => {
  const all = (documents: number): Float32Array =>
    Float32Array.from(Array.from({ length: documents }, () => document).flat());

  it("are closed by what is best on dev", () => {
    const scores = keepScores(all(2), 4, layout, 6);
    assert.deepEqual(tunedDecoder(scores, split, layout, level), {
      rule: "zero",
      k: 0,
      threshold: "raw",
      factor: 1,
      level: 1.25,
    });
  });

  it("need all relations where the decoder has no limit", () => {
    const [few, many] = keptSizes(layout);
    assert.equal(tunedDecoder(keepScores(all(2), 4, layout, few), split, layout, level), null);
    assert.notEqual(tunedDecoder(keepScores(all(2), 4, layout, many), split, layout, level), null);
  });

  it("stay what they are where nothing is open", () => {
    const closed = withTuned(level, 0.5);
    assert.equal(tunedDecoder(keepScores(all(2), 4, layout, 6), split, layout, closed), closed);
  });

  it("select a checkpoint by the F1 of that value, where the start value has another", async () => {
    const model: Pick<Model, "predict" | "rescorer"> = {
      predict: ({ size }) => ({ scores: all(size), evidence: null }),
      rescorer: () => (scores) => scores,
    };
    const reading = { model, split, layout, size: 2, check: () => undefined };
    const { f1 } = await evaluateModel(reading, level, nameTriples([]));
    assert.equal(f1, 100);
    const plain = await evaluateModel(reading, withTuned(level, 0), nameTriples([]));
    assert.ok(plain.f1 < 60, `${plain.f1}`);
  });
});
