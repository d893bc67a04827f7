import assert from "node:assert/strict";
import { joinScores, keepScores } from "../../../src/scoring/kept-scores.js";
import { readScores, writeScores } from "../../../src/train/evaluation/scores-file.js";
import { inFolder } from "../../support/runs/runs.js";

const layout = {
  segments: [
    { start: 0, end: 3 },
    { start: 3, end: 9 },
  ],
  columns: [null, "a", "b", null, "c", "d", "e", "f", "g"],
  lambda: 1.5,
};
const width = layout.columns.length;

const keep = (logits: readonly Float32Array[], perSegment = 4) =>
  joinScores(
    logits.map((each) => keepScores(each, each.length / width, layout, perSegment)),
    perSegment,
  );

describe("kept scores", () => {
  it("are read back as they were written, and only for the content that they belong to", async () => {
    await inFolder(async (root) => {
      const kept = keep([
        new Float32Array(2 * width).fill(1),
        new Float32Array(0),
        new Float32Array(3 * width),
      ]);
      const key = { trainId: "t", evalSet: "x/test", data: "1" };
      assert.equal(await readScores(root, key), null);
      await writeScores(root, { key, kept });
      assert.deepEqual((await readScores(root, key))?.kept, kept);
      assert.equal(await readScores(root, { ...key, data: "2" }), null);
    });
  });
});
