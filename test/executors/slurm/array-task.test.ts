import assert from "node:assert/strict";
import { utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runArrayTask, type TaskPlace } from "../../../src/executors/slurm/array-task.js";
import { listAttempts } from "../../../src/store/claims/attempts.js";
import { claimNext, readOwner } from "../../../src/store/claims/claim.js";
import { BEAT_SECONDS, STALE_SECONDS } from "../../../src/store/claims/heartbeat.js";
import { prettyJson } from "../../../src/store/files.js";
import { trainDir } from "../../../src/store/paths.js";
import { whilePausing } from "../../support/machines/other-machine.js";
import { completeRun, inFolder, sampleTasks } from "../../support/runs/runs.js";

const { signal } = new AbortController();

/** A node without a worker: what it does is done already. */
const placeThat = (print: TaskPlace["print"]): TaskPlace => ({
  launch: () => Promise.reject(new Error("nothing was left to do")),
  env: {},
  stop: signal,
  warned: signal,
  print,
});

describe("array task of Slurm", () => {
  it("waits for a list of tasks that its node does not see yet, and does its own", async () => {
    await inFolder(async (root) => {
      const tasks = sampleTasks(root, 2);
      await completeRun(tasks[1]);
      const waits: number[] = [];
      const pause = async (ms: number): Promise<void> => {
        waits.push(ms);
        if (waits.length < 3) return;
        const lines = tasks.map((task) => `${JSON.stringify(task)}\n`);
        await writeFile(join(root, "tasks.ndjson"), lines.join(""));
      };
      const printed: string[] = [];
      const place = placeThat((line) => printed.push(line));
      await whilePausing(pause, () => runArrayTask(root, 1, place));
      assert.deepEqual(waits, [5000, 5000, 5000]);
      assert.equal(printed[0], "sample 2");
      assert.match(printed.at(-1)!, /"type":"finished"/);
    });
  });

  it("waits once until the silence of a dead task on another host tells that it is dead", async () => {
    await inFolder(async (root) => {
      const [task] = sampleTasks(root, 1);
      await writeFile(join(root, "tasks.ndjson"), `${JSON.stringify(task)}\n`);
      const dir = trainDir(root, task.job.trainId);
      const claim = await claimNext(dir, () => Promise.resolve(false));
      assert.ok(claim.state === "claimed");
      const owner = await readOwner(claim.dir);
      await writeFile(
        join(claim.dir, "owner.json"),
        prettyJson({ ...owner!, machine: "another host" }),
      );
      const waits: number[] = [];
      const pause = async (ms: number): Promise<void> => {
        waits.push(ms / 1000);
        const long = new Date(Date.now() - 1000 * ms);
        await utimes(join(claim.dir, "heartbeat"), long, long);
      };
      const printed: string[] = [];
      const place = placeThat((line) => printed.push(line));
      await whilePausing(pause, () => runArrayTask(root, 0, place));
      assert.deepEqual(waits, [STALE_SECONDS + 2 * BEAT_SECONDS]);
      // It has claimed the run, and would work.
      assert.deepEqual(await listAttempts(dir), [1, 2]);
      assert.match(printed.at(-1)!, /nothing was left to do/);
    });
  });

  it("gives up on a list that nobody wrote", async () => {
    await inFolder(async (root) => {
      let waited = 0;
      const pause = (ms: number): Promise<void> => {
        waited += ms;
        return Promise.resolve();
      };
      const place = placeThat(() => undefined);
      await whilePausing(pause, () =>
        assert.rejects(runArrayTask(root, 0, place), { code: "ENOENT" }),
      );
      assert.equal(waited, 90_000);
    });
  });
});
