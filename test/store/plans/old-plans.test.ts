import assert from "node:assert/strict";
import { utimes } from "node:fs/promises";
import { planDir, writeManifest, type PlanContent } from "../../../src/store/plans/manifests.js";
import { oldPlan } from "../../../src/store/plans/old-plans.js";
import { inFolder } from "../../support/runs/runs.js";

const PLAN: PlanContent = {
  ...{ names: ["table4"], profile: "paper", seeds: [5, 42, 65] },
  runs: [{ trainId: "a".repeat(64), label: "a", cells: ["table4/r01/c1"], evalIds: ["a1"] }],
};

describe("old plans", () => {
  it("are those untouched for a month, but none that says which seeds count", async () => {
    await inFolder(async (root) => {
      const now = Date.now();
      const past = new Date(now - 31 * 86_400_000);
      const goes = async (plan: PlanContent): Promise<boolean> => {
        const { planId } = await writeManifest(root, plan);
        assert.equal(await oldPlan(root, planId, now), null, "fresh");
        await utimes(planDir(root, planId), past, past);
        return (await oldPlan(root, planId, now)) !== null;
      };
      assert.equal(await goes(PLAN), true);
      assert.equal(await goes({ ...PLAN, until: 3 }), false);
    });
  });
});
