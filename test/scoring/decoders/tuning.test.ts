import assert from "node:assert/strict";
import fc from "fast-check";
import type { DecoderSpec, ThresholdDecoder } from "../../../src/contract/decoder.js";
import { decode } from "../../../src/scoring/decode.js";
import { bestValue } from "../../../src/scoring/decoders/tuning.js";
import type { ColumnLayout } from "../../../src/scoring/layout.js";
import { keepScores } from "../../../src/scoring/kept-scores.js";
import { withTuned } from "../../../src/scoring/tuned.js";
import { randomLogits } from "../random.js";

const factor = (k: number): ThresholdDecoder => ({
  rule: "th",
  k,
  threshold: "raw",
  factor: 1,
  tuned: "factor",
});
const level: ThresholdDecoder = { rule: "zero", k: 0, threshold: "raw", factor: 1, tuned: "level" };
const decoders = fc.oneof(
  fc.constant(level),
  fc.constant({ ...level, k: 2 }),
  fc.integer({ min: 0, max: 4 }).map(factor),
  fc.constant({ ...factor(3), threshold: "averaged" as const }),
);

const everyOther = (row: number, column: number): boolean => (row * 7 + column * 3) % 4 === 0;

function f1Of(
  logits: Float32Array,
  rows: number,
  layout: ColumnLayout,
  decoder: DecoderSpec,
  gold: number,
): number {
  const marks = decode(logits, rows, layout, decoder);
  const width = layout.columns.length;
  let submitted = 0;
  let correct = 0;
  marks.forEach((mark, i) => {
    if (mark === 0 || layout.columns[i % width] === null) return;
    submitted++;
    if (everyOther(Math.floor(i / width), i % width)) correct++;
  });
  return submitted + gold === 0 ? 0 : (2 * correct) / (submitted + gold);
}

describe("score/tune: the value that is best on dev", () => {
  it("beats every other value of a fine grid, and reaches what it says", () => {
    // Logits are multiples of 1/4 up to 3, thresholds too, halves of sums over lambda included.
    const factors = Array.from({ length: 200 }, (_, i) => (i + 0.5) / 16);
    const levels = Array.from({ length: 60 }, (_, i) => (i - 30) / 8 + 1 / 16);
    fc.assert(
      fc.property(
        randomLogits(true),
        decoders,
        fc.integer({ min: 1, max: 30 }),
        ({ layout, rows, logits }, decoder, gold) => {
          const kept = keepScores(logits, rows, layout, 9);
          const value = bestValue(kept, layout, decoder, { isGold: everyOther, gold })!;
          const at = (one: number): number =>
            f1Of(logits, rows, layout, withTuned(decoder, one), gold);
          const found = at(value);
          for (const other of decoder.tuned === "level" ? levels : factors) {
            assert.ok(at(other) <= found + 1e-12, `${value}: ${found}, ${other}: ${at(other)}`);
          }
        },
      ),
      { numRuns: 300 },
    );
  });

  it("needs no more than k relations of a segment, and says when they are too few", () => {
    fc.assert(
      fc.property(randomLogits(true), ({ layout, rows, logits }) => {
        const truth = { isGold: everyOther, gold: 5 };
        const four = keepScores(logits, rows, layout, 4);
        const all = keepScores(logits, rows, layout, 9);
        assert.equal(
          bestValue(four, layout, factor(4), truth),
          bestValue(all, layout, factor(4), truth),
        );
        const unlimited = bestValue(four, layout, level, truth);
        if (unlimited !== null) assert.equal(unlimited, bestValue(all, layout, level, truth));
      }),
      { numRuns: 300 },
    );
    const wide: ColumnLayout = {
      segments: [{ start: 0, end: 4 }],
      columns: [null, "a", "b", "c"],
      lambda: 1,
    };
    const two = keepScores(Float32Array.of(0, 1, 2, 3), 1, wide, 2);
    assert.equal(bestValue(two, wide, level, { isGold: everyOther, gold: 1 }), null);
  });

  it("lies midway between the last that is accepted and the next", () => {
    const layout: ColumnLayout = {
      segments: [{ start: 0, end: 4 }],
      columns: [null, "a", "b", "c"],
      lambda: 1,
    };
    const kept = keepScores(Float32Array.of(9, 3, 1, -1), 1, layout, 3);
    const truth = { isGold: (_: number, column: number) => column === 1, gold: 1 };
    assert.equal(bestValue(kept, layout, level, truth), 2);
  });

  it("is the decoder's own where there is nothing to decode", () => {
    const layout: ColumnLayout = {
      segments: [{ start: 0, end: 2 }],
      columns: [null, "a"],
      lambda: 1,
    };
    const kept = keepScores(new Float32Array(0), 0, layout);
    const truth = { isGold: everyOther, gold: 3 };
    assert.equal(bestValue(kept, layout, factor(4), truth), 1);
    assert.equal(bestValue(kept, layout, level, truth), 0);
  });

  it("is put in its field, which is then no longer open", () => {
    assert.deepEqual(withTuned(factor(4), 0.8), {
      rule: "th",
      k: 4,
      threshold: "raw",
      factor: 0.8,
    });
    const closed = withTuned(factor(4), 0.8);
    assert.equal(withTuned(closed, 0.7), closed);
  });
});
