import assert from "node:assert/strict";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { inOrder } from "../../../src/executors/queue/order.js";
import type { RunState } from "../../../src/contract/run-state.js";

const run = (label: string, cells: number, state: RunState) => ({
  run: { label, cells: Array.from({ length: cells }, (_, i) => `c${i}`) } as unknown as PlannedRun,
  state,
});

describe("the order of runs", () => {
  it("is: begun first, then most cells, and equals as they came", () => {
    const ordered = inOrder([
      run("few", 1, { state: "new" }),
      run("many", 5, { state: "new" }),
      run("many too", 5, { state: "new" }),
      run("begun", 1, { state: "stopped", why: "died", attempt: 1, dir: "a" }),
      run("trained", 1, { state: "trained", missing: 1 }),
    ]);
    assert.deepEqual(
      ordered.map((each) => each.run.label),
      ["trained", "begun", "many", "many too", "few"],
    );
  });
});
