import assert from "node:assert/strict";
import { appendFile } from "node:fs/promises";
import { join } from "node:path";
import type { Machine } from "../../../src/base/machine/contract.js";
import type { RunEvent } from "../../../src/contract/event.js";
import type { RunTask } from "../../../src/contract/executor.js";
import { newRecorder, openLog } from "../../../src/executors/queue/recorder.js";
import type { Cluster } from "../../../src/executors/slurm/controller/cluster.js";
import type { QueuedTask } from "../../../src/executors/slurm/controller/queue.js";
import { watchAll } from "../../../src/executors/slurm/execute.js";
import { claimNext } from "../../../src/store/claims/claim.js";
import { endAttempt } from "../../../src/store/claims/ended.js";
import { FILES, trainDir } from "../../../src/store/paths.js";
import { onOtherMachine } from "../../support/machines/other-machine.js";
import { controls, eventTypesOf } from "../../support/workers/execute.js";
import { completeRun, inFolder, sampleTasks } from "../../support/runs/runs.js";

const PACE = { sweepSeconds: 0.01, askSeconds: { first: 0.01, most: 0.02 }, settleSeconds: 0.05 };

interface FakeCluster extends Cluster {
  /** Labels of the runs of each submission. */
  readonly submitted: string[][];
  cancelled: boolean;
}

/**
 * A cluster without a controller.
 * @param onSubmit what the nodes do with a run; it has left the queue when this resolves.
 */
function fakeCluster(onSubmit: (task: RunTask) => Promise<void>): FakeCluster {
  const queue = new Map<string, QueuedTask>();
  const submitted: string[][] = [];
  const submit: Cluster["submit"] = (tasks) => {
    if (tasks.length > 0) submitted.push(tasks.map(({ label }) => label));
    for (const task of tasks) {
      const { trainId } = task.job;
      const phase = "active";
      const where = { submission: "s", index: 0, state: "RUNNING", reason: "None" };
      queue.set(trainId, { id: "1_0", phase, ...where });
      void onSubmit(task).then(() => queue.delete(trainId));
    }
    return Promise.resolve();
  };
  const submitNew: Cluster["begin"] = async (tasks, isNeeded) => {
    const needed = await Promise.all(tasks.map(isNeeded));
    await submit(tasks.filter((_, at) => needed[at]));
  };
  const cluster: FakeCluster = {
    submitted,
    cancelled: false,
    submit,
    submitNew,
    begin: submitNew,
    ask: () => Promise.resolve(new Map(queue)),
    account: () => Promise.resolve(null),
    cancel: () => {
      cluster.cancelled = true;
      queue.clear();
      return Promise.resolve({ known: true, value: "" });
    },
    tidy: () => Promise.resolve(),
  };
  return cluster;
}

async function run(
  tasks: readonly RunTask[],
  cluster: Cluster,
  control = {} as Partial<ReturnType<typeof controls>>,
): Promise<RunEvent[]> {
  const events: RunEvent[] = [];
  const recorder = newRecorder((event) => events.push(event));
  await watchAll(tasks, { ...controls(), ...control }, cluster, PACE, recorder);
  return events;
}

describe("Slurm's executor over a cluster that the test plays", function () {
  this.timeout(60_000);

  it("submits all at once, but what is done, and ends with the runs", async () => {
    await inFolder(async (root) => {
      const tasks = sampleTasks(root, 3);
      await completeRun(tasks[0]);
      const cluster = fakeCluster(completeRun);
      const events = await run(tasks, cluster);
      assert.deepEqual(cluster.submitted, [["sample 2", "sample 3"]]);
      assert.equal(events.filter(({ type }) => type === "finished").length, 3);
    });
  });

  it("asks the file server anew before a job without a trace counts as lost", async () => {
    await inFolder(async (root) => {
      const [task] = sampleTasks(root, 1);
      const dir = trainDir(root, task.job.trainId);
      const cluster = fakeCluster(completeRun);
      // As an NFS client that looked for the run's folder before it was made: a change of its own makes it look again.
      let isRemembered = true;
      const unseen = async <T>(path: string, look: () => Promise<T>): Promise<T> => {
        if (isRemembered && path.startsWith(`${dir}/`))
          throw Object.assign(new Error("ENOENT"), { code: "ENOENT" });
        return look();
      };
      const forgetful = ({ files, ...rest }: Machine): Machine => ({
        ...rest,
        files: {
          ...files,
          readdir: (path) => unseen(path, () => files.readdir(path)),
          readText: (path) => unseen(path, () => files.readText(path)),
          mkdir: (path) => {
            if (path.startsWith(join(dir, ".probe-"))) isRemembered = false;
            return files.mkdir(path);
          },
        },
      });
      await onOtherMachine(forgetful, async () => {
        const events = await run([task], cluster);
        assert.deepEqual(eventTypesOf(events), ["queued", "finished"]);
      });
      assert.equal(isRemembered, false);
    });
  });

  it("submits what rests on others when those are done", async () => {
    await inFolder(async (root) => {
      const [teacher, other, student] = sampleTasks(root, 3);
      const resting = { ...student, restsOn: [teacher.job.trainId] };
      const cluster = fakeCluster(async (task) => {
        await new Promise((resolve) => setTimeout(resolve, 50));
        await completeRun(task);
      });
      const events = await run([resting, other, teacher], cluster);
      assert.deepEqual(cluster.submitted, [["sample 2", "sample 1"], ["sample 3"]]);
      assert.equal(events.filter(({ type }) => type === "finished").length, 3);
    });
  });

  it("never submits what rests on a run that fails, and says so", async () => {
    await inFolder(async (root) => {
      const [teacher, student] = sampleTasks(root, 2);
      const resting = { ...student, restsOn: [teacher.job.trainId] };
      // Gone without a trace.
      const cluster = fakeCluster(() => Promise.resolve());
      const events = await run([teacher, resting], cluster);
      assert.deepEqual(cluster.submitted, [["sample 1"]]);
      const kinds = events.flatMap((event) => (event.type === "failed" ? [event.kind] : []));
      assert.deepEqual(kinds, ["lost-contact", "prerequisite"]);
    });
  });

  it("submits a job that died without a message once more", async () => {
    await inFolder(async (root) => {
      const [task] = sampleTasks(root, 1);
      let starts = 0;
      const cluster = fakeCluster(async () => {
        starts++;
        if (starts === 2) return completeRun(task);
        const claim = await claimNext(trainDir(root, task.job.trainId), () =>
          Promise.resolve(false),
        );
        assert.ok(claim.state === "claimed");
        await endAttempt(claim.dir, "failed", "worker-died", "gone");
      });
      const events = await run([task], cluster);
      assert.equal(cluster.submitted.length, 2);
      assert.deepEqual(eventTypesOf(events), ["queued", "failed", "retrying", "finished"]);
    });
  });

  it("passes on what the logs of the run's attempts say, with numbers of its own", async () => {
    await inFolder(async (root) => {
      const [task] = sampleTasks(root, 1);
      const { trainId } = task.job;
      const cluster = fakeCluster(async () => {
        const claim = await claimNext(trainDir(root, trainId), () => Promise.resolve(false));
        assert.ok(claim.state === "claimed");
        const log = openLog(claim.dir);
        const { record } = newRecorder(log.append);
        record(trainId, 1, { type: "started", engine: "fake", pid: 7, resumedAt: null });
        record(trainId, 1, { type: "checkpoint", step: 3 });
        await log.close();
        await appendFile(join(claim.dir, FILES.log), '{"v":1,"seq":2,"type":"chec');
        await new Promise((resolve) => setTimeout(resolve, 50));
        await completeRun(task);
        await endAttempt(claim.dir, "done");
      });
      const events = await run([task], cluster);
      assert.deepEqual(
        events.map(({ type, seq, attempt }) => [type, seq, attempt]),
        [
          ["queued", 0, 0],
          ["started", 1, 1],
          ["checkpoint", 2, 1],
          ["finished", 3, 1],
        ],
      );
    });
  });

  for (const answer of ["leave", "cancel"] as const) {
    it(`asks at a stop what becomes of the jobs: ${answer}`, async () => {
      await inFolder(async (root) => {
        const [teacher, student] = sampleTasks(root, 2);
        const resting = { ...student, restsOn: [teacher.job.trainId] };
        const control = controls();
        const cluster = fakeCluster(() => new Promise(() => undefined));
        setTimeout(control.doStop, 50);
        const atStop = () => Promise.resolve(answer);
        const events = await run([teacher, resting], cluster, { ...control, atStop });
        assert.equal(cluster.cancelled, answer === "cancel");
        assert.deepEqual(eventTypesOf(events), ["queued", "queued", "cancelled", "cancelled"]);
      });
    });
  }
});
