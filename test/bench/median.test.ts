import assert from "node:assert/strict";
import fc from "fast-check";
import { median, upperBoundOfMedian } from "../../bench/median.js";
import { seededRandom } from "../../src/base/random.js";

const upTo = (n: number): number[] => Array.from({ length: n }, (_, i) => n - i);

describe("medians of a benchmark", () => {
  it("are the middle, whatever the order", () => {
    assert.equal(median([3, 1, 2]), 2);
    assert.equal(median([4, 1, 3, 2]), 2.5);
    assert.equal(median([7]), 7);
    assert.ok(Number.isNaN(median([])));
  });

  it("have the bounds that tables of the sign test give", () => {
    // P(Bin(20, 1/2) < 15) = 0.979, < 14: 0.942; P(Bin(30, 1/2) < 20) = 0.951, < 19: 0.900.
    assert.equal(upperBoundOfMedian(upTo(20)), 15);
    assert.equal(upperBoundOfMedian(upTo(30)), 20);
    assert.equal(upperBoundOfMedian(upTo(5)), 5);
    assert.equal(upperBoundOfMedian(upTo(4)), Infinity);
    assert.equal(upperBoundOfMedian([]), Infinity);
  });

  it("have a bound that is one of the values, not below the median, and never less with more confidence", () => {
    const values = fc.array(fc.double({ min: 0.5, max: 2, noNaN: true }), { minLength: 8 });
    fc.assert(
      fc.property(values, (given) => {
        const bound = upperBoundOfMedian(given);
        assert.ok(given.includes(bound));
        assert.ok(bound >= median(given));
        assert.ok(upperBoundOfMedian(given, 0.99) >= bound);
      }),
    );
  });

  it("lie below their bound in at least 95 of 100 draws, also of a skewed distribution", () => {
    const random = seededRandom(66, "bounds");
    const draws = 4000;
    let covered = 0;
    for (let draw = 0; draw < draws; draw++) {
      const values = Array.from({ length: 20 }, () => -Math.log(1 - random.next()));
      if (upperBoundOfMedian(values) >= Math.LN2) covered++;
    }
    // 97.9 % is expected; the standard error of 4000 draws is 0.2 %.
    assert.ok(covered / draws > 0.97 && covered / draws < 0.99, String(covered / draws));
  });
});
