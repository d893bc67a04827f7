import assert from "node:assert/strict";
import type { PlanCost } from "../../src/app/plan/cost.js";
import { runCommand } from "../support/command.js";
import { startCli } from "../support/cli.js";
import { inFolder } from "../support/runs.js";

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

const costOf = async (...words: string[]): Promise<PlanCost> => {
  const { code, stdout, stderr } = await runCommand("plan", ...words, "--cost", "--json");
  assert.equal(code, 0, stderr);
  return JSON.parse(stdout) as PlanCost;
};

describe("amtl-run plan --cost", () => {
  it("has the paper's hours for every table and figure, within rounding", async () => {
    await inFolder(async (root) => {
      const words = ["all", "--profile", "paper", "--jobs", "4", "--results", root];
      const { items, left, wall } = await costOf(...words);
      for (const { id, alone } of items) {
        assert.ok(Math.abs(alone.hours - HOURS[id]) <= 0.75, `${id}: ${alone.hours}`);
      }
      const added = items.reduce((total, { adds }) => total + adds.hours, 0);
      assert.ok(Math.abs(added - left.hours) < 1e-6, "what items add is what is left");
      assert.equal(left.basis.assumed, left.runs);
      assert.ok(wall.hours >= left.hours / 4 && wall.hours < left.hours / 4 + 2);
    });
  });

  it("goes by what was timed here once there is something, and compares", async () => {
    await inFolder(async (root) => {
      const some = ["--only", "loss=atl,amtl", "--only", "trainedOn=redocred"];
      const run = startCli(["table4", "--seeds", "5", ...some, "--quiet"], root, undefined, {
        AMTL_WORKER: "",
      });
      assert.equal((await run.end).code, 0, (await run.end).stderr);
      const words = ["table4", "--seeds", "5,42", ...some, "--results", root];
      const { left, past, items } = await costOf(...words);
      assert.deepEqual([left.runs, left.basis.measured], [2, 2]);
      assert.equal(past.runs, 2);
      assert.ok(past.hours > 0 && past.assumedHours > 0);
      assert.deepEqual(
        items[0].rows.map(({ row, alone, left: rest }) => [row, alone.runs, rest.runs]),
        [
          ["ATL", 2, 1],
          ["AMTL", 2, 1],
        ],
      );
      const { stdout } = await runCommand("plan", ...words, "--cost");
      assert.match(stdout, /2 runs to train: .* on one slot/);
      assert.match(stdout, /2 as timed here/);
      assert.match(stdout, /2 runs are done: they took/);
    });
  }).timeout(120_000);

  it("does not take an impossible number of jobs", async () => {
    const { code, stderr } = await runCommand("plan", "table4", "--cost", "--jobs", "0");
    assert.equal(code, 2);
    assert.match(stderr, /--jobs/);
  });
});
