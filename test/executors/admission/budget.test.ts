import assert from "node:assert/strict";
import { newBudget } from "../../../src/executors/admission/budget.js";
import { fakeLaunch } from "../../support/workers/fake-worker.js";
import { execute } from "../../support/workers/execute.js";
import { inFolder, sampleJob, sampleTasks } from "../../support/runs/runs.js";
import { allResults } from "../../support/runs/runs.js";

describe("a budget", function () {
  this.timeout(60_000);
  const job = sampleJob("none", 1);

  it("counts what ended by what it took, and what runs by what it is expected to take", () => {
    let now = 0;
    const budget = newBudget(
      100,
      () => 30,
      () => now,
    );
    assert.equal(budget.refuse(job), null);
    const end = budget.begin(job);
    const endOther = budget.begin(job);
    // 30 and 30 promised, and 30 more: 90.
    assert.equal(budget.refuse(job), null);
    now = 10;
    end();
    now = 60;
    // 10 spent, 60 on the way.
    assert.equal(budget.refuse(job), null);
    now = 70;
    assert.deepEqual(budget.refuse(job), { spent: 80, expected: 30 });
    endOther();
  });

  it("says no to all once it has said no", () => {
    const budget = newBudget(10, ({ train }) => train.seed);
    assert.equal(budget.refuse(sampleJob("none", 9)), null);
    assert.deepEqual(budget.refuse(sampleJob("none", 11)), { spent: 0, expected: 11 });
    assert.deepEqual(budget.refuse(sampleJob("none", 9)), { spent: 0, expected: 11 });
  });

  it("leaves runs as they were", async () => {
    await inFolder(async (root) => {
      const fake = fakeLaunch();
      const budget = newBudget(1000, ({ train }) => (train.seed === 1 ? 10 : 2000));
      const done = execute(sampleTasks(root, 3), { launch: fake.launch, budget });
      (await fake.next()).end({ code: 2 });
      const events = await done;
      assert.deepEqual(
        events.filter(({ type }) => type === "left").map(({ attempt }) => attempt),
        [0, 0],
      );
      assert.equal(events.filter(({ type }) => type === "failed").length, 1);
      assert.deepEqual(await allResults(root), {});
    });
  });
});
