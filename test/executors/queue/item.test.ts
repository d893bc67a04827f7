import assert from "node:assert/strict";
import { rename } from "node:fs/promises";
import { basename } from "node:path";
import { claimNext } from "../../../src/store/claims/claim.js";
import { endAttempt, readEnded } from "../../../src/store/claims/ended.js";
import { attemptDir, trainDir } from "../../../src/store/paths.js";
import { fakeLaunch, type FakeWorker } from "../../support/workers/fake-worker.js";
import type { RunTask } from "../../../src/contract/executor.js";
import { controls, execute, eventTypesOf } from "../../support/workers/execute.js";
import { completeRun, inFolder, sampleTasks } from "../../support/runs/runs.js";

const numberOf = (worker: FakeWorker): number => Number(basename(worker.attempt));

describe("items of the queue, with workers that the test drives", () => {
  it("start no more workers at once than there are jobs, in the order of the tasks", async () => {
    await inFolder(async (root) => {
      const tasks = sampleTasks(root, 3);
      const fake = fakeLaunch();
      const ended = execute(tasks, { launch: fake.launch, jobs: 2 });
      const pair = [await fake.next(), await fake.next()];
      // Both places are taken at once, so either may be first.
      const workerOf = ({ job }: RunTask): FakeWorker =>
        pair.find(({ attempt }) => attempt.startsWith(trainDir(root, job.trainId)))!;
      const [one, two] = [workerOf(tasks[0]), workerOf(tasks[1])];
      await new Promise((resolve) => setTimeout(resolve, 50));
      assert.equal(fake.waiting(), 0, "the third waits for a place");
      await completeRun(tasks[0]);
      one.end({ code: 0 });
      const three = await fake.next();
      assert.ok(three.attempt.startsWith(trainDir(root, tasks[2].job.trainId)));
      await completeRun(tasks[1]);
      two.end({ code: 0 });
      await completeRun(tasks[2]);
      three.end({ code: 0 });
      const events = await ended;
      assert.equal(events.filter(({ type }) => type === "finished").length, 3);
    });
  });

  it("call a run done that left its results, however its worker ended", async () => {
    await inFolder(async (root) => {
      const tasks = sampleTasks(root, 1);
      const fake = fakeLaunch();
      const ended = execute(tasks, { launch: fake.launch });
      const worker = await fake.next();
      await completeRun(tasks[0]);
      worker.end({ signal: "SIGSEGV" });
      assert.deepEqual(eventTypesOf(await ended), ["queued", "finished"]);
      assert.equal((await readEnded(worker.attempt))?.outcome, "done");
    });
  });

  it("try a preempted run again, once", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      const ended = execute(sampleTasks(root, 1), { launch: fake.launch });
      for (const attempt of [1, 2]) {
        const worker = await fake.next();
        assert.equal(numberOf(worker), attempt);
        worker.end({ code: 130 });
      }
      const events = await ended;
      assert.deepEqual(eventTypesOf(events), ["queued", "failed", "retrying", "failed"]);
      assert.ok(events.every((event) => event.type !== "failed" || event.kind === "preempted"));
    });
  });

  it("wait for the one that took an attempt for dead, and take its results", async () => {
    await inFolder(async (root) => {
      const [task] = sampleTasks(root, 1) as [RunTask];
      const dir = trainDir(root, task.job.trainId);
      const fake = fakeLaunch();
      const ended = execute([task], { launch: fake.launch });
      const worker = await fake.next();
      // Another process finds no heartbeat for long, and claims the run.
      await rename(`${worker.attempt}/owner.json`, `${worker.attempt}/owner.lost`);
      const other = await claimNext(dir, () => Promise.resolve(false), -1);
      assert.ok(other.state === "claimed" && other.attempt === 2);
      worker.end({ code: 130 });
      await new Promise((resolve) => setTimeout(resolve, 200));
      await completeRun(task);
      await endAttempt(attemptDir(dir, 2), "done");
      const events = await ended;
      assert.deepEqual(eventTypesOf(events), ["queued", "waiting", "finished"]);
    });
  });

  it("ask workers to end, then kill them, and record the interruption", async () => {
    await inFolder(async (root) => {
      const control = controls();
      const fake = fakeLaunch();
      const ended = execute(sampleTasks(root, 2), { launch: fake.launch, jobs: 1, control });
      const worker = await fake.next();
      control.doStop();
      assert.deepEqual(worker.asked, ["terminate"]);
      control.doKill();
      assert.deepEqual(worker.asked, ["terminate", "kill"]);
      worker.end({ signal: "SIGKILL" });
      assert.deepEqual(eventTypesOf(await ended), ["queued", "queued", "cancelled", "cancelled"]);
      assert.equal((await readEnded(worker.attempt))?.outcome, "interrupted");
    });
  });

  it("fail a run whose worker does not start, and say why", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      const ended = execute(sampleTasks(root, 1), { launch: fake.launch });
      (await fake.next()).end({ startError: "spawn EAGAIN" });
      const failure = (await ended).find((event) => event.type === "failed");
      assert.equal(failure?.kind, "environment");
      assert.match(failure.message, /EAGAIN/);
    });
  });
});
