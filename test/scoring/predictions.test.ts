import assert from "node:assert/strict";
import { predictedFacts } from "../../src/scoring/predictions.js";

describe("score/facts: predictions to facts", () => {
  it("names pair and relation of each mark, and leaves threshold slots out", () => {
    const columns = [null, "P17", "P27", null, "P131"];
    const predictions = Uint8Array.from([1, 0, 0, 1, 0, 0, 1, 0, 0, 1]);
    assert.deepEqual(predictedFacts("one", Int32Array.from([0, 1, 3, 2]), predictions, columns), [
      { title: "one", h_idx: 3, t_idx: 2, r: "P17" },
      { title: "one", h_idx: 3, t_idx: 2, r: "P131" },
    ]);
  });
});
