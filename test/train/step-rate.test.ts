import assert from "node:assert/strict";
import { newRate } from "../../src/train/step-rate.js";

describe("the rate of steps", () => {
  const stepsAt = (ends: readonly number[]): number[] => {
    let clock = 0;
    const rate = newRate(() => clock);
    return ends.map((end) => {
      clock = end;
      return rate.step();
    });
  };

  it("is that of the last ten seconds", () => {
    assert.deepEqual(stepsAt([1, 2, 4]), [1, 1, 0.75]);
    assert.equal(stepsAt([...Array(20).keys()].map((step) => step + 1)).at(-1), 1);
    assert.equal(stepsAt([100, 101, 102]).at(-1), 1, "the first step prepares much");
  });

  it("leaves an evaluation out", () => {
    let clock = 0;
    const rate = newRate(() => clock);
    for (clock = 1; clock <= 5; clock++) assert.equal(rate.step(), 1);
    clock = 35;
    rate.skip();
    clock = 36;
    assert.equal(rate.step(), 1);
  });
});
