import assert from "node:assert/strict";
import { shortId } from "../../../src/base/text/short-id.js";
import type { WorkerPlan } from "../../support/workers/behaviour.js";
import { controls, execute, eventTypesOf } from "../../support/workers/execute.js";
import { allResults, inFolder, sampleJob, sampleTasks } from "../../support/runs/runs.js";

function behave(plan: WorkerPlan): void {
  process.env.AMTL_TEST_WORKER = JSON.stringify(plan);
}

describe("local executor with worker processes", function () {
  this.timeout(60_000);
  let undisturbed: Record<string, string>;
  before(async () => {
    behave({ ms: 60 });
    undisturbed = await inFolder(async (root) => {
      await execute(sampleTasks(root, 4));
      return await allResults(root);
    });
  });
  after(() => {
    delete process.env.AMTL_TEST_WORKER;
  });

  it("does each run once and numbers its events without gaps", async () => {
    behave({ ms: 60 });
    await inFolder(async (root) => {
      const events = await execute(sampleTasks(root, 4));
      assert.deepEqual(
        events.map(({ seq }) => seq),
        events.map((_, i) => i),
      );
      for (const { job } of sampleTasks(root, 4)) {
        const story = eventTypesOf(events, shortId(job.trainId));
        assert.deepEqual(story, ["queued", "started", "finished"]);
      }
      const results = await allResults(root);
      assert.deepEqual(results, undisturbed);
      assert.equal(Object.keys(results).length, 8, "a training and an evaluation each");
    });
  });

  it("starts nothing for runs that are done, and only the evaluation that is new", async () => {
    behave({ ms: 60 });
    await inFolder(async (root) => {
      await execute(sampleTasks(root, 2));
      const again = await execute(sampleTasks(root, 2));
      assert.deepEqual(eventTypesOf(again), ["queued", "queued", "finished", "finished"]);
      assert.ok(again.every((event) => event.type !== "finished" || !event.trained));
      const job = sampleJob(root, 1, ["redocred/test", "docgnre/test"]);
      const more = await execute([{ job, label: "one evaluation more" }]);
      assert.deepEqual(
        more.map(({ type }) => type),
        ["queued", "evaluated", "finished"],
      );
      const done = new Set(Object.keys(await allResults(root)));
      assert.ok(job.evals.every(({ evalId }) => done.has(`eval/${evalId}/result.json`)));
    });
  });

  it("stops on request: workers write a checkpoint, nothing more starts, the next call goes on", async () => {
    behave({ ms: 2000 });
    await inFolder(async (root) => {
      const control = controls();
      const safe = new Set<string>();
      const events = await execute(sampleTasks(root, 4), {
        control,
        onEvent: ({ type, run }) => {
          if (type === "checkpoint") safe.add(run);
          if (safe.size === 2) control.doStop();
        },
      });
      assert.equal(events.filter(({ type }) => type === "cancelled").length, 4);
      assert.equal(events.filter(({ type }) => type === "started").length, 2);
      assert.deepEqual(await allResults(root), {});
      const next = await execute(sampleTasks(root, 4));
      const resumed = next.filter((event) => event.type === "started" && event.resumedAt !== null);
      assert.equal(resumed.length, 2);
      assert.deepEqual(await allResults(root), undisturbed);
    });
  });

  it("kills on a second request a worker that does not listen", async () => {
    behave({ ms: 60, bySeed: { 1: { act: "hang" } } });
    await inFolder(async (root) => {
      const control = controls();
      const begun = performance.now();
      const events = await execute(sampleTasks(root, 1), {
        control,
        onEvent: ({ type }) => {
          if (type !== "checkpoint") return;
          setTimeout(control.doStop, 300);
          setTimeout(control.doKill, 600);
        },
      });
      assert.equal(events.at(-1)!.type, "cancelled");
      assert.ok(performance.now() - begun < 10_000);
    });
  });

  it("lets two executors on one folder share the work: no result is missing or made twice", async () => {
    behave({ ms: 100 });
    await inFolder(async (root) => {
      const both = await Promise.all([
        execute(sampleTasks(root, 4), { jobs: 2 }),
        execute(sampleTasks(root, 4).reverse(), { jobs: 2 }),
      ]);
      const started = both.flat().filter(({ type }) => type === "started");
      assert.equal(started.length, 4);
      for (const events of both) {
        assert.equal(events.filter(({ type }) => type === "finished").length, 4);
      }
      assert.deepEqual(await allResults(root), undisturbed);
    });
  });
});
