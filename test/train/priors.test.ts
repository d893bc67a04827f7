import assert from "node:assert/strict";
import { classPriors } from "../../src/train/priors.js";

describe("class priors of a training set", () => {
  it("are shares of all ordered pairs, 0 in threshold slots", () => {
    const documents = [
      { pairs: Int32Array.of(0, 1, 1, 0), positives: [[1, 3], []] },
      { pairs: Int32Array.of(0, 1, 1, 0), positives: [[3], [4]] },
    ];
    assert.deepEqual([...classPriors(documents, 5)], [0, 0.25, 0, 0.5, 0.25]);
  });

  it("are 0 where there are no pairs", () => {
    assert.deepEqual([...classPriors([], 3)], [0, 0, 0]);
  });
});
