import assert from "node:assert/strict";
import { slurmJob } from "../../../src/executors/slurm/facts.js";

describe("facts of a Slurm job", () => {
  it("are what Slurm says of it, and nothing else of the environment", () => {
    assert.equal(slurmJob({}), null);
    const env = {
      SLURM_JOB_ID: "7",
      SLURM_ARRAY_TASK_ID: "3",
      SLURM_JOB_NODELIST: "",
      SECRET: "x",
    };
    assert.deepEqual(slurmJob(env), { jobId: "7", arrayTaskId: "3" });
  });
});
