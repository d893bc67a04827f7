import assert from "node:assert/strict";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { inOrder } from "../../../src/executors/queue/order.js";
import type { RunState } from "../../../src/state/plan.js";

const run = (label: string, cells: number, status: RunState) => ({
  run: { label, cells: Array.from({ length: cells }, (_, i) => `c${i}`) } as unknown as PlannedRun,
  status,
});

describe("the order of runs", () => {
  it("is: begun first, then most cells, and equals as they came", () => {
    const ordered = inOrder([
      run("few", 1, { state: "train", begun: false }),
      run("many", 5, { state: "train", begun: false }),
      run("many too", 5, { state: "train", begun: false }),
      run("begun", 1, { state: "train", begun: true }),
      run("trained", 1, { state: "evaluate", missing: 1 }),
    ]);
    assert.deepEqual(
      ordered.map((each) => each.run.label),
      ["trained", "begun", "many", "many too", "few"],
    );
  });
});
