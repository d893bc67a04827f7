import assert from "node:assert/strict";
import { mergeRuns } from "../../../src/experiment/plan/merge.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { sampleJob } from "../../support/runs/runs.js";

function planned(root: string, seed: number, evalSets: string[], cells: string[]): PlannedRun {
  const { trainId, train, dependencies, evals } = sampleJob(root, seed, evalSets);
  return { trainId, label: `seed ${seed}`, spec: train, dependencies, evals, cells };
}

describe("the runs of several plans", () => {
  it("are merged with all their evaluations and cells", () => {
    const merged = mergeRuns([
      planned("/r", 1, ["redocred/test"], ["a", "b"]),
      planned("/r", 2, ["redocred/test"], ["c"]),
      planned("/r", 1, ["redocred/test", "docgnre/test"], ["b", "d"]),
    ]);
    assert.deepEqual(
      merged.map(({ label, evals, cells }) => [label, evals.map((e) => e.spec.evalSet), cells]),
      [
        ["seed 1", ["redocred/test", "docgnre/test"], ["a", "b", "d"]],
        ["seed 2", ["redocred/test"], ["c"]],
      ],
    );
  });
});
