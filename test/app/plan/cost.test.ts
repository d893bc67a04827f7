import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { planCost } from "../../../src/app/plan/cost.js";
import { runsOf } from "../../../src/app/plan/plan.js";
import { select } from "../../../src/app/select/select.js";
import { costText } from "../../../src/app/text/cost.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { trainDir } from "../../../src/store/paths.js";
import { completePlanned, inFolder } from "../../support/runs/runs.js";

/** GPU hours of 5 seeds on one RTX 3090, each item alone, as reckoned by hand from Table 9 and the factors for the rest. */
const HOURS: Readonly<Record<string, number>> = {
  table2: 14,
  table4: 82,
  table5: 63,
  table6: 48,
  table9: 21,
  table12: 28,
  table13: 14,
  fig1a: 33,
  fig1b: 3,
  fig4: 68,
  fig5: 31,
  fig6: 31,
};

/** Seconds of a training that a results folder is given. */
const SECONDS = 90;

/** Leaves what a training of this machine leaves: what it is, its results and how long it took. */
async function record(root: string, run: PlannedRun): Promise<void> {
  await completePlanned(root, run);
  const path = join(trainDir(root, run.trainId), "provenance.json");
  await writeFile(path, JSON.stringify({ schema: 2, seconds: SECONDS }));
}

describe("planCost", () => {
  it("has the hours that were reckoned for every table and figure of ATLOP, within rounding", async () => {
    await inFolder(async (root) => {
      const request = { experiments: ["all"], profile: "paper", results: root } as const;
      const { items, left, wall } = await planCost(request, 4);
      const hours = new Map(items.map(({ id, alone }) => [id, alone.hours]));
      for (const [id, expected] of Object.entries(HOURS)) {
        assert.ok(Math.abs(hours.get(id)! - expected) <= 0.75, `${id}: ${hours.get(id)}`);
      }
      const added = items.reduce((total, { adds }) => total + adds.hours, 0);
      assert.ok(Math.abs(added - left.hours) < 1e-6, "what items add is what is left");
      assert.equal(left.basis.assumed, left.runs);
      assert.ok(wall.hours >= left.hours / 4 && wall.hours < left.hours / 4 + 2);
    });
  });

  it("goes by what was timed here once there is something, and compares", async () => {
    await inFolder(async (root) => {
      const request = {
        experiments: ["table4"],
        only: [
          { axis: "loss", values: ["atl", "amtl"] },
          { axis: "trainedOn", values: ["redocred"] },
        ],
        results: root,
      } as const;
      const runs = runsOf(await select({ ...request, profile: "smoke", seeds: [5] }));
      for (const run of runs) await record(root, run);
      const cost = await planCost({ ...request, seeds: [5, 42] });
      const { left, past, items } = cost;
      assert.deepEqual([left.runs, left.basis.measured], [2, 2]);
      assert.equal(past.runs, 2);
      assert.ok(Math.abs(past.hours - (2 * SECONDS) / 3600) < 1e-9);
      assert.ok(past.assumedHours > 0);
      assert.ok(
        Math.abs(left.hours - past.hours) < 1e-9,
        "as long as the same runs of another seed",
      );
      assert.deepEqual(
        items[0].rows.map(({ row, alone, left: rest }) => [row, alone.runs, rest.runs]),
        [
          ["ATL", 2, 1],
          ["AMTL", 2, 1],
        ],
      );
      const text = costText(cost);
      assert.match(text, /2 runs to train: .* on one slot/);
      assert.match(text, /2 as timed here/);
      assert.match(text, /2 runs done, which took/);
    });
  });
});
