import assert from "node:assert/strict";
import type { Execution, Executor, RunTask } from "../../../src/contract/executor.js";
import { choosePlace, executeOn } from "../../../src/app/execution/place.js";
import { planDir } from "../../../src/store/plans/manifests.js";
import { controls } from "../../support/workers/execute.js";
import { sampleTasks } from "../../support/runs/runs.js";

describe("the place of an execution", () => {
  it("is that of the executor that was asked for, with what it takes", async () => {
    const asked = { executor: "local", engine: "wasm", jobs: 3, budget: 60 };
    const { executor, request, place } = await choosePlace(asked, 2, true);
    assert.equal(executor.id, "local");
    assert.deepEqual(place.engine, { id: "wasm", isGpu: false });
    assert.equal(place.slots.length, 3);
    assert.deepEqual([request.threads, request.budget, request.timeLimit], [2, 60, null]);
  });

  it("is refused where the executor does not take what was asked for", async () => {
    for (const [asked, message] of [
      [{ executor: "nowhere" }, /Unknown executor "nowhere"/],
      [{ executor: "slurm", budget: 60 }, /--budget does not apply to Slurm/],
      [{ executor: "local", options: { slurm: ["a=b"] } }, /--slurm requires --executor slurm/],
      [{ executor: "slurm", options: { slurm: ["array=3"] } }, /--array of sbatch/],
      [{ executor: "local", gpus: ["0", "0"] }, /Invalid --gpus/],
      [{ executor: "local", gpus: ["first"] }, /Invalid --gpus/],
    ] as const) {
      await assert.rejects(choosePlace({ engine: "wasm", ...asked }, 1, false), {
        exitCode: 2,
        message,
      });
    }
  });

  it("is recorded with the runs: what executors know of this process's job", async () => {
    const seen: [readonly RunTask[], Execution][] = [];
    const { request, place } = await choosePlace({ executor: "local", engine: "wasm" }, 1, true);
    const executor: Executor = {
      id: "spy",
      title: "a spy",
      options: [],
      refuses: {},
      folder: null,
      place: () => Promise.resolve(place),
      execute: (tasks, _, execution) => {
        seen.push([tasks, execution]);
        return new ReadableStream({
          start: (stream) => {
            stream.close();
          },
        });
      },
    };
    process.env.SLURM_JOB_ID = "17";
    try {
      const chosen = { executor, request, place };
      const events = executeOn(chosen, "/r", "0123456789ab", sampleTasks("/r", 1), controls());
      for await (const event of events) assert.fail(JSON.stringify(event));
    } finally {
      delete process.env.SLURM_JOB_ID;
    }
    const [[[task], execution]] = seen;
    assert.equal(task.job.facts?.slurm?.jobId, "17");
    assert.equal(execution.planFolder, planDir("/r", "0123456789ab"));
  });
});
