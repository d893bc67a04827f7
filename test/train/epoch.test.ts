import assert from "node:assert/strict";
import fc from "fast-check";
import type { Features } from "../../src/contract/corpus/document.js";
import { epochBatches, sampleNegatives } from "../../src/train/epoch.js";

const schedule = { batch: 4, dropLast: true };

describe("order of documents", () => {
  it("takes every document once, in an order of its own for each seed and epoch", () => {
    const kept = { ...schedule, dropLast: false };
    const order = (seed: number, epoch: number) => epochBatches(kept, 30, seed, epoch).flat();
    assert.deepEqual(
      [...order(5, 0)].sort((a, b) => a - b),
      [...Array(30).keys()],
    );
    assert.deepEqual(order(5, 0), order(5, 0));
    assert.notDeepEqual(order(5, 0), order(5, 1));
    assert.notDeepEqual(order(5, 0), order(42, 0));
  });

  it("drops the last incomplete batch, or keeps it", () => {
    assert.deepEqual(
      epochBatches(schedule, 30, 5, 0).map(({ length }) => length),
      Array(7).fill(4),
    );
    const all = epochBatches({ ...schedule, dropLast: false }, 30, 5, 0);
    assert.deepEqual(
      all.map(({ length }) => length),
      [...Array<number>(7).fill(4), 2],
    );
  });
});

describe("sampled negatives", () => {
  const document = (positives: number, pairs: number): Features => ({
    title: "A",
    inputIds: Int32Array.of(1, 2),
    entityPositions: [],
    pairs: Int32Array.from({ length: 2 * pairs }, (_, i) => i),
    positives: Array.from({ length: positives }, (_, i) => [i + 1]),
  });

  it("keep every positive and the wanted number of others, in their order", () => {
    fc.assert(
      fc.property(
        fc.nat(6),
        fc.nat(40),
        fc.nat(4),
        fc.nat(30),
        (positives, others, perPositive, atLeast) => {
          const whole = document(positives, positives + others);
          const sampled = sampleNegatives(whole, { perPositive, atLeast }, 7, 1, 3);
          const wanted = Math.min(others, Math.max(atLeast, perPositive * positives));
          assert.equal(sampled.pairs.length, 2 * (positives + wanted));
          assert.deepEqual(sampled.positives.slice(0, positives), whole.positives);
          const kept = [...sampled.pairs];
          assert.deepEqual(
            kept,
            [...kept].sort((a, b) => a - b),
          );
        },
      ),
    );
  });

  it("differ from epoch to epoch", () => {
    const rule = { perPositive: 2, atLeast: 4 };
    const drawn = (epoch: number) => [...sampleNegatives(document(2, 40), rule, 7, epoch, 0).pairs];
    assert.deepEqual(drawn(0), drawn(0));
    assert.notDeepEqual(drawn(0), drawn(1));
  });
});
