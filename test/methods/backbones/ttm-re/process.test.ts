import assert from "node:assert/strict";
import { chunkOrder } from "../../../../src/methods/backbones/ttm-re/process.js";

describe("methods/backbones/ttm-re: order of rows", () => {
  it("puts the first readings of a chunk's pairs before the second ones", () => {
    const { rows, places, runs } = chunkOrder(3);
    assert.deepEqual([...rows], [0, 2, 4, 1, 3, 5]);
    assert.deepEqual(runs, [{ from: 0, rows: 6, width: 3 }]);
    assert.deepEqual(
      [...rows].map((row) => places[row]),
      [0, 1, 2, 3, 4, 5],
    );
  });

  for (const [pairs, runs] of [
    [256, [{ from: 0, rows: 512, width: 256 }]],
    [
      600,
      [
        { from: 0, rows: 1024, width: 256 },
        { from: 1024, rows: 176, width: 88 },
      ],
    ],
  ] as const) {
    it(`cuts ${pairs} pairs into chunks of 256 and the rest`, () => {
      const order = chunkOrder(pairs);
      assert.deepEqual(order.runs, runs);
      assert.deepEqual(
        [...order.rows].map((row) => order.places[row]),
        [...order.rows.keys()],
      );
    });
  }
});
