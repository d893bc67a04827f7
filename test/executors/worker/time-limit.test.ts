import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { fakeLaunch } from "../../support/workers/fake-worker.js";
import { withTimeLimit } from "../../../src/executors/worker/time-limit.js";
import { execute, eventTypesOf } from "../../support/workers/execute.js";
import { inFolder, sampleTasks } from "../../support/runs/runs.js";

/** Waits until it holds. */
async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await delay(5);
}

describe("a run's time limit", function () {
  this.timeout(60_000);

  it("asks the worker to end, ends it after a while, and calls it timed-out", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      const launch = withTimeLimit(fake.launch, 0.05, 0.05);
      const events = execute(sampleTasks(root, 1), { launch });
      const worker = await fake.next();
      await until(() => worker.asked.length === 2);
      assert.deepEqual(worker.asked, ["terminate", "kill"]);
      worker.end({ signal: "SIGKILL" });
      const failed = (await events).filter((event) => event.type === "failed");
      assert.deepEqual(
        failed.map(({ kind, retry }) => [kind, retry]),
        [["timed-out", false]],
      );
      assert.match(failed[0].advice!, /--time-limit/);
    });
  });

  it("does not end a worker that has written its checkpoint in time", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      const launch = withTimeLimit(fake.launch, 0.05, 60);
      const events = execute(sampleTasks(root, 1), { launch });
      const worker = await fake.next();
      await until(() => worker.asked.length === 1);
      worker.end({ code: 130 });
      assert.deepEqual(eventTypesOf(await events), ["queued", "failed"]);
      assert.deepEqual(worker.asked, ["terminate"]);
    });
  });

  it("leaves alone what ends before", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      const launch = withTimeLimit(fake.launch, 3600, 60);
      const events = execute(sampleTasks(root, 1), { launch });
      (await fake.next()).end({ code: 2 });
      const [failure] = (await events).filter((event) => event.type === "failed");
      assert.equal(failure.kind, "bad-input");
    });
  });
});
