import assert from "node:assert/strict";
import { programDependency } from "../../../src/experiment/dsl/program.js";
import { taskOf } from "../../../src/executors/queue/task.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import { sampleJob } from "../../support/runs/runs.js";

describe("the task of a run", () => {
  it("gives the worker what the profile fixes", () => {
    const { trainId, train, dependencies, evals } = sampleJob("/r", 1, ["redocred/test"]);
    const run = { trainId, label: "seed 1", spec: train, dependencies, evals, cells: [] };
    const { job, label } = taskOf(run, "/r", PROFILES.paper, "wasm");
    assert.equal(label, "seed 1");
    assert.deepEqual(job, {
      ...sampleJob("/r", 1),
      engine: "wasm",
      threads: PROFILES.paper.threads,
      keep: "scores",
    });
  });

  it("says that encoder layers are computed again, to the built-in trainer alone", () => {
    const { trainId, train, dependencies, evals } = sampleJob("/r", 1);
    const run = { trainId, label: "seed 1", spec: train, dependencies, evals, cells: [] };
    const recompute = true;
    assert.equal(taskOf(run, "/r", PROFILES.smoke, "native", { recompute }).job.recompute, true);
    const worker = { command: ["a"] };
    const start = { argv: ["a"], cwd: "/", silence: 60 };
    const own = { ...run, spec: { ...train, worker } };
    const additions = { recompute, programs: new Map([[programDependency(worker), start]]) };
    assert.ok(!("recompute" in taskOf(own, "/r", PROFILES.smoke, "native", additions).job));
  });
});
