import assert from "node:assert/strict";
import { rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Job } from "../../src/contract/job.js";
import type { RunState } from "../../src/contract/run-state.js";
import { runStates, type Depth } from "../../src/state/run-states.js";
import { requestCancel } from "../../src/store/claims/cancel.js";
import { claimNext } from "../../src/store/claims/claim.js";
import { endAttempt } from "../../src/store/claims/ended.js";
import { evalDir, trainDir } from "../../src/store/paths.js";
import { completeEval, completeTraining, inFolder, sampleJob } from "../support/runs/runs.js";

async function claim(root: string, { trainId }: Job): Promise<string> {
  const claimed = await claimNext(trainDir(root, trainId), () => Promise.resolve(false));
  assert.ok(claimed.state === "claimed");
  return claimed.dir;
}

const idsOf = ({ trainId, evals }: Job) => ({
  trainId,
  evalIds: evals.map(({ evalId }) => evalId),
});

/** How one run stands; places of attempts left out. */
async function stateOf(root: string, job: Job, depth: Depth = "read"): Promise<object> {
  const [state] = await runStates(root, [idsOf(job)], depth);
  return Object.fromEntries(
    Object.entries(state).filter(([name]) => !["attempt", "dir", "owner"].includes(name)),
  );
}

describe("the state of a run", () => {
  it("goes from new over running, stopped and trained to done", async () => {
    await inFolder(async (root) => {
      const job = sampleJob(root, 1, ["redocred/test", "docgnre/test"]);
      for (const depth of ["exists", "read"] as const) {
        assert.deepEqual(await stateOf(root, job, depth), { state: "new" });
      }
      const first = await claim(root, job);
      const [running] = await runStates(root, [idsOf(job)], "read");
      assert.ok(running.state === "running");
      assert.deepEqual([running.owner?.pid, running.attempt], [process.pid, 1]);
      assert.equal(running.trained, false);
      await endAttempt(first, "interrupted");
      assert.deepEqual(await stateOf(root, job), { state: "stopped", why: "interrupted" });
      await requestCancel(first);
      assert.deepEqual(await stateOf(root, job), { state: "stopped", why: "cancelled" });
      const second = await claim(root, job);
      await completeTraining(root, job);
      assert.deepEqual(await stateOf(root, job), { state: "running", trained: true });
      await endAttempt(second, "failed", "timed-out", "too slow");
      const failed = { state: "failed", kind: "timed-out", message: "too slow", trained: true };
      assert.deepEqual(await stateOf(root, job), failed);
      await endAttempt(await claim(root, job), "interrupted");
      for (const depth of ["exists", "read"] as const) {
        assert.deepEqual(await stateOf(root, job, depth), { state: "trained", missing: 2 });
      }
      await completeEval(root, job, 0);
      assert.deepEqual(await stateOf(root, job), { state: "trained", missing: 1 });
      await completeEval(root, job, 1);
      for (const depth of ["exists", "read"] as const) {
        assert.deepEqual(await stateOf(root, job, depth), { state: "done" });
      }
    });
  });

  it("is stopped where its owner died, with nothing said", async () => {
    await inFolder(async (root) => {
      const job = sampleJob(root, 1);
      await writeFile(join(await claim(root, job), "owner.json"), '{"host": ');
      const past = Date.now() + 3_600_000;
      const [state] = await runStates(root, [idsOf(job)], "read", past);
      assert.ok(state.state === "stopped");
      assert.equal(state.why, "died");
    });
  });

  it("is damaged by a torn result or a torn record, and says which file and why", async () => {
    await inFolder(async (root) => {
      const job = sampleJob(root, 1, ["redocred/test"]);
      const [dir, scored] = [trainDir(root, job.trainId), evalDir(root, job.evals[0].evalId)];
      await completeTraining(root, job);
      await completeEval(root, job, 0);
      const why = "the file is cut off or is not JSON";
      const damaged = (path: string, rest: object): object => ({
        state: "damaged",
        path,
        why,
        ...rest,
      });
      for (const folder of [dir, scored]) {
        const record = join(folder, "provenance.json");
        await writeFile(record, '{"seconds": 1');
        const sound = { trained: true, missing: 0 };
        assert.deepEqual(await stateOf(root, job), damaged(record, sound));
        await rm(record);
      }
      await truncate(join(scored, "result.json"), 60);
      const unscored = { trained: true, missing: 1 };
      assert.deepEqual(await stateOf(root, job), damaged(join(scored, "result.json"), unscored));
      await truncate(join(dir, "result.json"), 60);
      const untrained = { trained: false, missing: 0 };
      assert.deepEqual(await stateOf(root, job), damaged(join(dir, "result.json"), untrained));
      // Who only asks what exists takes it for done.
      assert.deepEqual(await stateOf(root, job, "exists"), { state: "done" });
      // Whoever is at work on it is about to mend it.
      await claim(root, job);
      assert.deepEqual(await stateOf(root, job), { state: "running", trained: false });
    });
  });

  it("needs no folder, and keeps the order of the runs", async () => {
    await inFolder(async (root) => {
      const jobs = [1, 2, 3].map((seed) => sampleJob(root, seed, []));
      await completeTraining(root, jobs[1]);
      const states = await runStates(root, jobs.map(idsOf), "read");
      assert.deepEqual(
        states.map(({ state }: RunState) => state),
        ["new", "done", "new"],
      );
      const nowhere = await runStates(join(root, "nowhere"), jobs.map(idsOf), "exists");
      assert.ok(nowhere.every(({ state }) => state === "new"));
    });
  });
});
