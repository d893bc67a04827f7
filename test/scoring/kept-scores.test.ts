import assert from "node:assert/strict";
import fc from "fast-check";
import type { DecoderSpec } from "../../src/contract/decoder.js";
import { decode, decodeKept } from "../../src/scoring/decode.js";
import type { ColumnLayout } from "../../src/scoring/layout.js";
import { keepScores } from "../../src/scoring/kept-scores.js";
import { randomDecoder, randomLogits } from "./random.js";

const plain: DecoderSpec = { rule: "th", k: 4, threshold: "raw", factor: 1 };

describe("score/kept: decoding stored scores", () => {
  it("gives for k from 1 to 4 the predictions of the full logits, always", () => {
    fc.assert(
      fc.property(
        randomLogits(),
        randomDecoder(fc.integer({ min: 1, max: 4 })),
        ({ layout, rows, logits }, decoder) => {
          const kept = keepScores(logits, rows, layout);
          assert.deepEqual(
            decodeKept(kept, layout, decoder),
            decode(logits, rows, layout, decoder),
          );
        },
      ),
      { numRuns: 1000 },
    );
  });

  it("never gives other predictions than the full logits, whatever k and however few were kept", () => {
    let known = 0;
    let unknown = 0;
    fc.assert(
      fc.property(
        randomLogits(),
        randomDecoder(),
        fc.integer({ min: 1, max: 3 }),
        ({ layout, rows, logits }, decoder, perSegment) => {
          const predictions = decodeKept(
            keepScores(logits, rows, layout, perSegment),
            layout,
            decoder,
          );
          if (predictions === null) {
            unknown++;
            return;
          }
          known++;
          assert.deepEqual(predictions, decode(logits, rows, layout, decoder));
        },
      ),
      { numRuns: 1000 },
    );
    assert.ok(known > 100 && unknown > 100, `${known} known, ${unknown} unknown`);
  });

  const layout: ColumnLayout = {
    segments: [{ start: 0, end: 8 }],
    columns: [null, "a", "b", "c", "d", "e", "f", "g"],
    lambda: 1,
  };
  const kept = (row: number[], perSegment?: number) =>
    keepScores(Float32Array.from(row), 1, layout, perSegment);

  it("says that it cannot know exactly where two sets of logits keep the same and decode differently", () => {
    const low = [0, 5, 4, 3, 2, -1, -1, -1];
    const high = [0, 5, 4, 3, 2, 1, -1, -1];
    assert.deepEqual(kept(low), kept(high));
    assert.equal(decodeKept(kept(low), layout, { ...plain, k: 0 }), null);
    assert.equal(decodeKept(kept(low), layout, { ...plain, k: 5 }), null);
    assert.notEqual(decodeKept(kept(low), layout, plain), null);
  });

  it("knows the predictions without limit when the lowest kept relation is below the threshold", () => {
    const row = [3, 5, 4, 3, 2, 1, 0, -1];
    assert.deepEqual(
      decodeKept(kept(row), layout, { ...plain, k: 0 }),
      Uint8Array.from([0, 1, 1, 0, 0, 0, 0, 0]),
    );
  });

  it("keeps everything that ties with the last kept one", () => {
    assert.deepEqual([...kept([0, 1, 2, 2, 2, 2, 3, 3], 3).columns], [2, 3, 4, 5, 6, 7]);
  });
});
