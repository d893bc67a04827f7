import assert from "node:assert/strict";
import { runCommandIn } from "../../support/commands/command.js";
import { completeTraining, inFolder, sampleJob } from "../../support/runs/runs.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { trainDir } from "../../../src/store/paths.js";

/** Without an engine: what is refused before one is loaded. */
const predict = (root: string, ...words: readonly string[]) =>
  runCommandIn({ AMTL_RESULTS: root }, "predict", "redocred/test", ...words);

describe("amtl-run predict", () => {
  it("says of a run without weights how to keep them, and of one that is not trained that", async () => {
    await inFolder(async (root) => {
      const job = sampleJob(root, 3);
      const { trainId, train, dependencies } = job;
      const run = trainId.slice(0, 12);
      await ensureSpec(trainDir(root, trainId), { spec: train, dependencies });
      const untrained = await predict(root, "--run", run);
      assert.equal(untrained.code, 2);
      assert.match(untrained.stderr, /is not trained/);
      await completeTraining(root, job);
      const bare = await predict(root, "--run", "tiny-bert redocred seed 3");
      assert.equal(bare.code, 4);
      assert.match(bare.stderr, new RegExp(`fix: .*--keep weights --force ${run}`));
      assert.equal(bare.stdout, "");
    });
  });

  it("refuses runs, numbers and formats that there are not", async () => {
    await inFolder(async (root) => {
      const wrong: readonly (readonly [readonly string[], RegExp])[] = [
        [["--run", "abc"], /Unknown run "abc"/],
        [["--run", "abc", "--top", "0"], /Invalid --top/],
        [["--run", "abc", "--min-margin", "x"], /Invalid value of --min-margin/],
        [["--run", "abc", "--format", "jsonl", "--zip"], /--zip is for the leaderboard/],
        [["--run", "abc", "--format", "xml"], /format/],
      ];
      for (const [words, message] of wrong) {
        const { code, stderr } = await predict(root, ...words);
        assert.equal(code, 2, stderr);
        assert.match(stderr, message);
      }
    });
  });
});
