import assert from "node:assert/strict";
import fc from "fast-check";
import { wallSeconds } from "../../../src/experiment/cost/wall.js";

const runs = fc.array(fc.integer({ min: 0, max: 1000 }), { maxLength: 40 });

describe("time with several slots", () => {
  it("is the sum with one, and the longest run with as many as there are runs", () => {
    fc.assert(
      fc.property(runs, (seconds) => {
        assert.equal(
          wallSeconds(seconds, 1),
          seconds.reduce((a, b) => a + b, 0),
        );
        assert.equal(wallSeconds(seconds, seconds.length), Math.max(0, ...seconds));
      }),
    );
  });

  it("lies between an even share of the work and that share and one run more", () => {
    fc.assert(
      fc.property(runs, fc.integer({ min: 1, max: 9 }), (seconds, slots) => {
        const share = seconds.reduce((a, b) => a + b, 0) / slots;
        const wall = wallSeconds(seconds, slots);
        assert.ok(wall >= share && wall <= share + Math.max(0, ...seconds));
      }),
    );
  });

  it("gives each run to the slot that is free first", () => {
    assert.equal(wallSeconds([4, 1, 1, 1], 2), 4);
    assert.equal(wallSeconds([1, 1, 4], 2), 5);
  });
});
