import assert from "node:assert/strict";
import { readFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { shortId } from "../../../src/base/text/short-id.js";
import { attemptDir, trainDir } from "../../../src/store/paths.js";
import type { WorkerPlan } from "../../support/workers/behaviour.js";
import { execute, eventTypesOf } from "../../support/workers/execute.js";
import { allResults, inFolder, sampleTasks } from "../../support/runs/runs.js";

function behave(plan: WorkerPlan): void {
  process.env.AMTL_TEST_WORKER = JSON.stringify(plan);
}

describe("local executor with workers that fail", function () {
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

  it("tries a killed worker again at once, from its checkpoint, to the same bytes", async () => {
    behave({ ms: 60, bySeed: { 2: { act: "die" } } });
    await inFolder(async (root) => {
      const events = await execute(sampleTasks(root, 4));
      const died = sampleTasks(root, 4)[1];
      assert.deepEqual(eventTypesOf(events, shortId(died.job.trainId)), [
        "queued",
        "started",
        "failed",
        "retrying",
        "started",
        "finished",
      ]);
      const resumed = events.filter((event) => event.type === "started" && event.attempt === 2);
      assert.equal(resumed.length, 1);
      assert.ok(resumed[0].type === "started" && resumed[0].resumedAt === 6);
      assert.deepEqual(await allResults(root), undisturbed);
    });
  });

  it("gives up a worker that dies twice, names its log, and finishes the rest", async () => {
    behave({ ms: 60, bySeed: { 2: { act: "exit", code: 9, always: true } } });
    await inFolder(async (root) => {
      const events = await execute(sampleTasks(root, 4));
      const failures = events.filter((event) => event.type === "failed");
      assert.deepEqual(
        failures.map(({ kind, retry, attempt }) => [kind, retry, attempt]),
        [
          ["worker-died", true, 1],
          ["worker-died", false, 2],
        ],
      );
      assert.match(await readFile(failures[1].log!, "utf8"), /something broke/);
      assert.match(failures[1].message, /code 9.*something broke/);
      assert.equal(events.filter(({ type }) => type === "finished").length, 3);
      // The next call takes the run up where it stands.
      behave({ ms: 60 });
      await execute(sampleTasks(root, 4));
      assert.deepEqual(await allResults(root), undisturbed);
    });
  });

  for (const [act, kind] of [
    ["empty", "protocol"],
    ["wrong", "protocol"],
    ["fail", "not-a-number"],
    ["full", "environment"],
  ] as const) {
    it(`calls it ${kind} when a worker does "${act}", and does the run properly the next time`, async () => {
      behave({ ms: 60, bySeed: { 1: { act } } });
      await inFolder(async (root) => {
        const events = await execute(sampleTasks(root, 2));
        const failures = events.filter((event) => event.type === "failed");
        assert.deepEqual(
          failures.map((event) => [event.kind, event.retry]),
          [[kind, false]],
        );
        const again = await execute(sampleTasks(root, 4));
        assert.ok(again.every(({ type }) => type !== "failed"));
        assert.deepEqual(await allResults(root), undisturbed);
      });
    });
  }

  it("keeps garbage on standard output in the log, and does not mind it", async () => {
    behave({ ms: 60, bySeed: { 1: { act: "garbage" } } });
    await inFolder(async (root) => {
      const events = await execute(sampleTasks(root, 1));
      assert.deepEqual(eventTypesOf(events), ["queued", "started", "finished"]);
      const { job } = sampleTasks(root, 1)[0];
      const log = join(attemptDir(trainDir(root, job.trainId), 1), "stderr.log");
      assert.match(await readFile(log, "utf8"), /no JSON/);
    });
  });

  it("sets a torn result aside, says so, and does its run anew", async () => {
    behave({ ms: 60 });
    await inFolder(async (root) => {
      const tasks = sampleTasks(root, 4);
      await execute(tasks);
      const { job } = tasks[0];
      const path = join(trainDir(root, job.trainId), "result.json");
      await writeFile(path, (await readFile(path, "utf8")).slice(0, 40));
      const events = await execute(tasks);
      const mended = events.filter((event) => event.type === "mended");
      assert.equal(mended.length, 1);
      assert.equal(mended[0].path, path);
      assert.equal((await readFile(mended[0].movedTo, "utf8")).length, 40);
      assert.deepEqual(await allResults(root), undisturbed);
    });
  });

  it("fails a run whose folder cannot be made, with the folder's name, and goes on", async () => {
    behave({ ms: 60 });
    await inFolder(async (root) => {
      const tasks = sampleTasks(root, 2);
      await mkdir(join(root, "train"), { recursive: true });
      await writeFile(trainDir(root, tasks[0].job.trainId), "a file where a folder should be");
      const events = await execute(tasks);
      const failure = events.find((event) => event.type === "failed");
      assert.equal(failure?.kind, "bad-input");
      assert.match(failure.message, new RegExp(shortId(tasks[0].job.trainId)));
      assert.equal(events.filter(({ type }) => type === "finished").length, 1);
    });
  });
});
