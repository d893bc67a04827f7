import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommandIn } from "../../support/commands/command.js";
import { completeTraining, inFolder, sampleJob } from "../../support/runs/runs.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { FILES, trainDir } from "../../../src/store/paths.js";

describe("amtl-run export", () => {
  it("says of a run without weights how to keep them, and of a full folder that", async () => {
    await inFolder(async (root) => {
      const job = sampleJob(root, 3);
      const { trainId, train, dependencies } = job;
      const run = trainId.slice(0, 12);
      const exported = (folder: string) =>
        runCommandIn({ AMTL_RESULTS: root }, "export", run, join(root, folder));
      await ensureSpec(trainDir(root, trainId), { spec: train, dependencies });
      assert.match((await exported("new")).stderr, /is not trained/);
      await completeTraining(root, job);
      const bare = await exported("new");
      assert.equal(bare.code, 4);
      assert.match(bare.stderr, new RegExp(`fix: .*--keep weights --force ${run}`));
      assert.equal(bare.stdout, "");
      await writeFile(join(trainDir(root, trainId), FILES.weights), "");
      await mkdir(join(root, "full", "of"), { recursive: true });
      const full = await exported("full");
      assert.equal(full.code, 2);
      assert.match(full.stderr, /got: +a folder with of\n/);
    });
  });
});
