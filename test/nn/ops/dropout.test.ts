import assert from "node:assert/strict";
import * as tf from "@tensorflow/tfjs-core";
import fc from "fast-check";
import { dropPositions } from "../../../src/nn/ops/drop-positions.js";
import { deviceMask } from "../../../src/engine/tensorflow/device-masks.js";
import { createDropout, dropOut, nextMask } from "../../../src/nn/ops/dropout.js";
import { dropoutMask, keptMask } from "../../../src/nn/ops/kernels.js";
import { onBothEngines, onNative } from "../../support/models/engines.js";

const drawn = (rate: number, key: number, size: number): Uint8Array => {
  const kept = new Uint8Array(size).fill(1);
  dropPositions(kept, rate, key);
  return kept;
};
const droppedShare = (kept: Uint8Array): number =>
  kept.reduce((total, one) => total - one, kept.length) / kept.length;

describe("model/nn/drop-positions", () => {
  for (const rate of [0.02, 0.1, 0.5, 0.9]) {
    it(`drops ${rate} of the places, neighbours and those ten apart independently`, () => {
      const kept = drawn(rate, 77, 2 ** 21);
      const deviation = (p: number): number => Math.sqrt((p * (1 - p)) / kept.length);
      assert.ok(Math.abs(droppedShare(kept) - rate) < 5 * deviation(rate));
      for (const apart of [1, 2, 10]) {
        const both = kept.reduce((n, one, i) => n + +(one + (kept[i - apart] ?? 1) === 0), 0);
        const share = both / kept.length;
        // Five deviations of a product of two rates, doubled since pairs overlap.
        assert.ok(
          Math.abs(share - rate * rate) < 10 * deviation(rate * rate),
          `${apart} apart: ${share}`,
        );
      }
    });
  }

  it("depends on rate and key alone, and writes nothing but zeros inside the array", () => {
    fc.assert(
      fc.property(
        fc.integer(),
        fc.integer({ min: 0, max: 500 }),
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        (key, size, rate) => {
          const first = drawn(rate, key, size);
          assert.deepEqual(drawn(rate, key, size), first);
          const factors = new Float32Array(size).fill(2.5);
          dropPositions(factors, rate, key);
          assert.deepEqual(
            [...factors],
            Array.from(first, (one) => one * 2.5),
          );
        },
      ),
    );
  });
});

onBothEngines("model/nn/dropout", () => {
  const mask = (seed: number, step: number, site: number): string => {
    const dropout = createDropout(seed, step);
    const masks = Array.from({ length: site + 1 }, () =>
      dropoutMask(nextMask(dropout, 0.3)!, [8, 25], 2),
    );
    const text = [...masks[site].dataSync()].join();
    tf.dispose(masks);
    return text;
  };

  it("draws the same mask for the same seed, step and site, another for any other", () => {
    const first = mask(66, 3, 1);
    assert.equal(mask(66, 3, 1), first);
    const others = [mask(65, 3, 1), mask(66, 4, 1), mask(66, 3, 0), mask(66, 3, 2), mask(0, 0, 0)];
    assert.equal(new Set([first, ...others]).size, 6);
  });

  it("draws the same bits as a mask of booleans and of factors, on every engine", () => {
    // Two heads of a window of six rows, then one of two: what remains of the six is kept.
    const starts = Int32Array.of(0, 6, 8);
    const kept = keptMask(nextMask(createDropout(1, 2), 0.25)!, { starts, heads: 2 });
    const matrices = Int32Array.of(0, 72, 80);
    const factors = dropoutMask(nextMask(createDropout(1, 2), 0.25, matrices)!, [80], 1);
    assert.equal(kept.dtype, "bool");
    const bits = [...kept.dataSync()];
    const ofFactors = [...factors.dataSync()];
    assert.deepEqual(bits.slice(0, 72), ofFactors.slice(0, 72));
    const inside = bits.slice(72).filter((_, i) => i % 6 < 2 && Math.floor(i / 6) % 6 < 2);
    assert.deepEqual(inside, ofFactors.slice(72));
    const outside = bits.slice(72).filter((_, i) => i % 6 >= 2 || Math.floor(i / 6) % 6 >= 2);
    assert.ok(outside.every((bit) => bit === 1));
    // Masks are part of a run's results: a change here needs a new version of dropout.
    const one = dropoutMask(nextMask(createDropout(1, 2), 0.25)!, [7, 11], 1);
    assert.equal(
      [...one.dataSync()].join(""),
      "01111011001110111101011110111111111111111111010011110110011111111001111011010",
    );
    assert.equal(
      ofFactors.join(""),
      "11111111111011111111101111011101101011011111011111010000110111011011100111011110",
    );
    tf.dispose([kept, factors, one]);
  });

  it("drops a window's places whatever windows stand before it and however many rows they have", () => {
    const last = (starts: number[]): number[] => {
      const rows = starts[starts.length - 1];
      const mask = nextMask(createDropout(3, 4), 0.3, Int32Array.from(starts))!;
      const factors = dropoutMask(mask, [rows, 5], 2);
      const values = [...factors.dataSync()].slice(-20);
      factors.dispose();
      return values;
    };
    assert.deepEqual(last([0, 9, 13]), last([0, 2, 6]));
    assert.notDeepEqual(last([0, 9, 13]), last([0, 2, 5, 9]));
  });

  it("keeps the expectation, and leaves a tensor alone without a source or a rate", () => {
    const x = tf.ones([100, 100]);
    const mean = (y: tf.Tensor): number => tf.tidy(() => y.mean().dataSync()[0]);
    const dropped = dropOut(x, createDropout(9, 9), 0.2);
    assert.ok(Math.abs(mean(dropped) - 1) < 0.03, `mean ${mean(dropped)}`);
    assert.equal(dropOut(x, null, 0.2), x);
    assert.equal(dropOut(x, createDropout(9, 9), 0), x);
    tf.dispose([x, dropped]);
  });
});

describe("model/nn/dropout on a device", () => {
  onNative();

  it("draws by TensorFlow's generator at the rate, the same for the same key", () => {
    const before = tf.memory().numTensors;
    const [a, b, c] = [5, 5, 6].map((key) => deviceMask(key, [300, 300], 0.1));
    assert.deepEqual(a.dataSync(), b.dataSync());
    assert.notDeepEqual(a.dataSync(), c.dataSync());
    assert.ok(Math.abs(droppedShare(Uint8Array.from(a.dataSync())) - 0.1) < 0.005);
    tf.dispose([a, b, c]);
    assert.equal(tf.memory().numTensors, before);
  });
});
