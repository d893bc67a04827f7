import assert from "node:assert/strict";
import { totalSecondsLeft } from "../../src/state/time-left.js";

const pace = (step: number) => ({ step, steps: 500, stepsPerSecond: 0.5 });

describe("the time left", () => {
  it("is unknown while nothing runs or no run was timed", () => {
    assert.equal(totalSecondsLeft({ running: [], waiting: 3, lengths: [9] }), null);
    assert.equal(totalSecondsLeft({ running: [null], waiting: 3, lengths: [] }), null);
    const still = { ...pace(3), stepsPerSecond: 0 };
    assert.equal(totalSecondsLeft({ running: [still], waiting: 3, lengths: [] }), null);
  });

  it("is the work that is left over the workers, and what the longest run needs at least", () => {
    assert.equal(totalSecondsLeft({ running: [pace(250), null], waiting: 2, lengths: [9] }), 1750);
    assert.equal(
      totalSecondsLeft({ running: [pace(0), pace(490)], waiting: 0, lengths: [] }),
      1000,
    );
    assert.equal(totalSecondsLeft({ running: [null], waiting: 1, lengths: [10, 20] }), 30);
  });
});
