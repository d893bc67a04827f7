import assert from "node:assert/strict";
import { trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import { assumedMemory } from "../../../src/experiment/cost/memory.js";
import { memoryOf } from "../../../src/executors/slurm/memory.js";
import { FILES, trainDir } from "../../../src/store/paths.js";
import { makeFolder, prettyJson, replaceFile } from "../../../src/store/files.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { inFolder, sampleTasks } from "../../support/runs/runs.js";

describe("the memory that a cluster is asked for", () => {
  it("is above what is stated, above what was measured once something like it ran, and nothing for a program", async () => {
    await inFolder(async (root) => {
      const [{ job, label }] = sampleTasks(root, 1);
      const train = { ...job.train, encoder: "bert-base-cased" };
      const task = { job: { ...job, train }, label };
      const stated = assumedMemory(train, false)?.bytes ?? 0;
      assert.ok(stated > 2 ** 30);
      const first = (await memoryOf(root)([task])) ?? 0;
      assert.ok(first >= 1.2 * stated && first <= 1.5 * stated);
      const dir = trainDir(root, trainIdOf(train, {}).trainId);
      await makeFolder(dir);
      await ensureSpec(dir, { spec: train, dependencies: {} });
      const peak = 3 * 2 ** 30;
      const measured = { engine: { id: "native" }, peakMemoryBytes: peak };
      await replaceFile(`${dir}/${FILES.provenance}`, prettyJson(measured));
      const then = (await memoryOf(root)([task])) ?? 0;
      assert.ok(then >= 1.2 * peak && then <= 1.5 * peak, String(then / peak));
      const worker = { command: ["python3", "x.py"] };
      const program = { job: { ...job, train: { ...train, worker } }, label };
      assert.equal(await memoryOf(root)([program]), null);
      assert.equal(await memoryOf(root)([task, program]), null);
    });
  });
});
