import assert from "node:assert/strict";
import { shortId } from "../../../src/base/text/short-id.js";
import type { RunTask } from "../../../src/contract/executor.js";
import { newPrerequisites } from "../../../src/executors/queue/prerequisites.js";
import { newRecorder } from "../../../src/executors/queue/recorder.js";
import { trainDir } from "../../../src/store/paths.js";
import { controls, execute, eventTypesOf } from "../../support/workers/execute.js";
import { fakeLaunch } from "../../support/workers/fake-worker.js";
import { completeRun, inFolder, sampleTasks } from "../../support/runs/runs.js";

/** A run, one that rests on it, and one that rests on that. */
function chain(root: string): readonly [RunTask, RunTask, RunTask] {
  const [teacher, student, ensemble] = sampleTasks(root, 3);
  return [
    teacher,
    { ...student, restsOn: [teacher.job.trainId] },
    { ...ensemble, restsOn: [teacher.job.trainId, student.job.trainId] },
  ];
}

const failed = {
  type: "failed",
  kind: "out-of-memory",
  message: "",
  log: null,
  retry: false,
} as const;

describe("runs that rest on others", () => {
  it("wait for all of them, and learn from the recorder how they end", async () => {
    await inFolder(async (root) => {
      const [teacher, student, ensemble] = chain(root);
      const prerequisites = newPrerequisites([teacher, student, ensemble]);
      const { record } = prerequisites.observe(newRecorder(() => undefined));
      const states = () =>
        Promise.all([teacher, student, ensemble].map((task) => prerequisites.stateOf(task)));
      assert.deepEqual(await states(), ["ready", "waiting", "waiting"]);
      const next = prerequisites.nextEnd();
      record(teacher.job.trainId, 1, { type: "started", engine: "", pid: 1, resumedAt: null });
      record(teacher.job.trainId, 1, { ...failed, retry: true });
      assert.deepEqual(await states(), ["ready", "waiting", "waiting"], "it is tried again");
      record(teacher.job.trainId, 2, { type: "finished", seconds: 1, trained: true });
      await next;
      assert.deepEqual(await states(), ["ready", "ready", "waiting"]);
      record(student.job.trainId, 1, failed);
      const [, , last] = await states();
      const run = `run ${shortId(student.job.trainId)} (sample 2), which it rests on,`;
      const message = `${run} failed (out-of-memory)`;
      assert.deepEqual(last, { ...failed, kind: "prerequisite", message });
    });
  });

  it("are cancelled with them, and left with them", async () => {
    await inFolder(async (root) => {
      const [teacher, student] = chain(root);
      for (const end of [{ type: "cancelled" }, { type: "left", spent: 1, expected: 2 }] as const) {
        const prerequisites = newPrerequisites([teacher, student]);
        prerequisites.observe(newRecorder(() => undefined)).record(teacher.job.trainId, 0, end);
        const state = await prerequisites.stateOf(student);
        assert.equal(typeof state === "object" && state.type, end.type);
      }
    });
  });

  it("need the result of a run that is not planned", async () => {
    await inFolder(async (root) => {
      const [teacher, student] = chain(root);
      const alone = newPrerequisites([student]);
      const state = await alone.stateOf(student);
      assert.ok(typeof state === "object" && state.type === "failed");
      assert.equal(state.kind, "prerequisite");
      assert.match(state.message, /has no result/);
      await completeRun(teacher);
      assert.equal(await alone.stateOf(student), "ready");
    });
  });

  it("start on this machine when those are done, while others go on", async () => {
    await inFolder(async (root) => {
      const [teacher, student, ensemble] = chain(root);
      const fake = fakeLaunch();
      // The order of the tasks is not that of the edges.
      const ended = execute([ensemble, student, teacher], { launch: fake.launch, jobs: 3 });
      for (const task of [teacher, student, ensemble]) {
        const worker = await fake.next();
        assert.ok(worker.attempt.startsWith(trainDir(root, task.job.trainId)));
        await new Promise((resolve) => setTimeout(resolve, 30));
        assert.equal(fake.waiting(), 0, "the others wait");
        await completeRun(task);
        worker.end({ code: 0 });
      }
      const events = await ended;
      assert.equal(events.filter(({ type }) => type === "finished").length, 3);
    });
  });

  it("fail on this machine without a worker when one of them fails", async () => {
    await inFolder(async (root) => {
      const tasks = chain(root);
      const fake = fakeLaunch();
      const ended = execute(tasks, { launch: fake.launch });
      (await fake.next()).end({ code: 2 });
      const events = await ended;
      const kinds = events.map((event) => (event.type === "failed" ? event.kind : event.type));
      assert.deepEqual(kinds, [
        ...["queued", "queued", "queued"],
        ...["bad-input", "prerequisite", "prerequisite"],
      ]);
      assert.equal(fake.waiting(), 0);
    });
  });

  it("are cancelled on this machine when the caller stops", async () => {
    await inFolder(async (root) => {
      const control = controls();
      const fake = fakeLaunch();
      const ended = execute(chain(root), { launch: fake.launch, control });
      const worker = await fake.next();
      control.doStop();
      worker.end({ code: 130 });
      const ends = ["cancelled", "cancelled", "cancelled"];
      assert.deepEqual(eventTypesOf(await ended), ["queued", "queued", "queued", ...ends]);
    });
  });
});
