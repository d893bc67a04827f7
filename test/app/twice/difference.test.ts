import assert from "node:assert/strict";
import {
  differenceOf,
  linesApart,
  partingOf,
  type Arrays,
} from "../../../src/app/twice/difference.js";

const arrays = (values: Record<string, readonly number[]>): Arrays =>
  new Map(Object.entries(values).map(([name, list]) => [name, Float32Array.from(list)]));

const point = (f1: number, loss = 0.5) => ({
  step: 10,
  epoch: 1,
  loss,
  f1,
  ignF1: 1,
  precision: 1,
  recall: 1,
});

describe("the difference of two runs", () => {
  it("of arrays is none for equal bits only, else the largest, or one in kind", () => {
    const a = arrays({ x: [1, 2, NaN], y: [0] });
    assert.deepEqual(differenceOf(a, arrays({ x: [1, 2, NaN], y: [0] })), { kind: "same" });
    assert.deepEqual(differenceOf(a, arrays({ x: [1, 2.5, NaN], y: [0.25] })), {
      kind: "values",
      largest: 0.5,
    });
    assert.deepEqual(differenceOf(a, arrays({ x: [1, 2, NaN], y: [-0] })), {
      kind: "values",
      largest: 0,
    });
    assert.deepEqual(differenceOf(a, arrays({ x: [1, 2, 3], y: [0] })), {
      kind: "values",
      largest: Infinity,
    });
    assert.deepEqual(differenceOf(a, arrays({ x: [1, 2], y: [0] })), { kind: "shape", what: "x" });
    assert.deepEqual(differenceOf(a, arrays({ x: [1, 2, NaN] })), { kind: "shape", what: "y" });
  });

  it("of dev curves is the first evaluation that differs, in figures or in loss", () => {
    const curve = [point(1), point(2), point(3)];
    assert.equal(partingOf(curve, [point(1), point(2), point(3)]), null);
    const parting = partingOf(curve, [point(1), point(2, 0.75), point(9)]);
    assert.deepEqual(parting, { evaluation: 2, epoch: 1, step: 10, loss: 0.25, f1: 0 });
    assert.equal(partingOf(curve, [point(1), point(4), point(3)])?.f1, 2);
    assert.equal(partingOf(curve, [point(1)])?.evaluation, 2);
  });

  it("of predictions is the number of lines that one of the two lacks", () => {
    assert.equal(linesApart("a\nb\n", "b\na\n"), 0);
    assert.equal(linesApart("a\nb\n", "b\nc\n"), 2);
    assert.equal(linesApart("a\na\n", "a\n"), 1);
  });
});
