import assert from "node:assert/strict";
import { setTimeout as delay } from "node:timers/promises";
import { fakeLaunch, type FakeWorker } from "../../support/workers/fake-worker.js";
import { withGrace } from "../../../src/executors/worker/grace.js";
import type { Worker } from "../../../src/contract/worker.js";

const SECONDS = 0.05;

async function start(): Promise<{ worker: Worker; fake: FakeWorker }> {
  const { launch, next } = fakeLaunch();
  const [worker, fake] = await Promise.all([launch("attempt"), next()]);
  return { worker: withGrace(worker, SECONDS), fake };
}

const timers = (): number =>
  process.getActiveResourcesInfo().filter((name) => name === "Timeout").length;

describe("grace", () => {
  it("kills a worker that does not end within the seconds, and says after how many", async () => {
    const { worker, fake } = await start();
    worker.terminate();
    await delay(2000 * SECONDS);
    assert.deepEqual(fake.asked, ["terminate", "kill"]);
    fake.end({ signal: "SIGKILL" });
    assert.equal((await worker.exit).killedAfter, SECONDS);
  });

  it("leaves a worker alone that ends in time, whatever it is asked later", async () => {
    const { worker, fake } = await start();
    const before = timers();
    worker.terminate();
    fake.end({ code: 130 });
    assert.equal((await worker.exit).killedAfter, undefined);
    worker.terminate();
    assert.equal(timers(), before, "nothing is left that would keep the process");
    await delay(2000 * SECONDS);
    assert.deepEqual(fake.asked, ["terminate"]);
  });

  it("sets no timer for a worker that has ended by itself", async () => {
    const { worker, fake } = await start();
    const before = timers();
    fake.end({ code: 0 });
    await worker.exit;
    worker.terminate();
    assert.equal(timers(), before);
  });
});
