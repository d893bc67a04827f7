import assert from "node:assert/strict";
import fc from "fast-check";
import { seededRandom, shuffle } from "../../src/base/random.js";

const draw = (seed: number, stream?: string): number[] => {
  const { next } = seededRandom(seed, stream);
  return Array.from({ length: 20_000 }, next);
};

describe("seededRandom", () => {
  it("repeats itself, and differs by seed and by stream", () => {
    const some = (seed: number, stream?: string) => draw(seed, stream).slice(0, 5).join();
    assert.equal(some(5), some(5));
    const different = [
      some(5),
      some(6),
      some(0),
      some(-1),
      some(5, "a"),
      some(5, "b"),
      some(6, "a"),
    ];
    assert.equal(new Set(different).size, different.length);
  });

  it("is uniform: mean, variance, and no correlation between neighbours", () => {
    for (const seed of [0, 1, 2, 66, -5, 2 ** 31]) {
      const x = draw(seed).map((value) => value - 0.5);
      const mean = (of: readonly number[]) => of.reduce((sum, value) => sum + value, 0) / of.length;
      assert.ok(Math.abs(mean(x)) < 0.01);
      assert.ok(Math.abs(mean(x.map((value) => value ** 2)) - 1 / 12) < 0.003);
      assert.ok(Math.abs(mean(x.slice(1).map((value, i) => value * x[i]))) < 0.003);
    }
  });

  it("draws every whole number below n", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 20 }), (seed, n) => {
        const random = seededRandom(seed);
        const seen = new Set(Array.from({ length: 2000 }, () => random.below(n)));
        assert.deepEqual(
          [...seen].sort((a, b) => a - b),
          Array.from({ length: n }, (_, i) => i),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe("shuffle", () => {
  it("keeps every item and leaves the original alone", () => {
    fc.assert(
      fc.property(fc.array(fc.nat()), fc.integer(), (items, seed) => {
        const before = [...items];
        const shuffled = shuffle(items, seededRandom(seed));
        assert.deepEqual(items, before);
        assert.deepEqual([...shuffled].sort(), [...items].sort());
      }),
    );
  });

  it("takes an item to every place equally often", () => {
    const random = seededRandom(7);
    const places = Array.from({ length: 4 }, () => 0);
    for (let i = 0; i < 8000; i++) places[shuffle([0, 1, 2, 3], random).indexOf(0)]++;
    assert.ok(
      places.every((count) => Math.abs(count - 2000) < 200),
      places.join(),
    );
  });
});
