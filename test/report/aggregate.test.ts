import assert from "node:assert/strict";
import fc from "fast-check";
import { aggregate } from "../../src/report/aggregate.js";

describe("aggregate", () => {
  it("is the mean and the sample's standard deviation", () => {
    assert.deepEqual(aggregate([2, 4, 4, 4, 5, 5, 7, 9])?.mean, 5);
    assert.ok(Math.abs(aggregate([2, 4, 4, 4, 5, 5, 7, 9])!.std! - Math.sqrt(32 / 7)) < 1e-12);
    assert.deepEqual(aggregate([3]), { mean: 3, std: null, n: 1, interval: null, values: [3] });
    assert.equal(aggregate([]), null);
  });

  it("does not depend on the order and moves with its values", () => {
    const values = fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 2 });
    fc.assert(
      fc.property(values, fc.double({ min: -50, max: 50, noNaN: true }), (list, shift) => {
        const [a, b] = [aggregate(list)!, aggregate([...list].reverse())!];
        const moved = aggregate(list.map((value) => value + shift))!;
        assert.ok(Math.abs(a.mean - b.mean) < 1e-9 && Math.abs(a.std! - b.std!) < 1e-9);
        assert.ok(Math.abs(moved.mean - a.mean - shift) < 1e-9);
        assert.ok(Math.abs(moved.std! - a.std!) < 1e-6);
      }),
    );
  });
});
