import assert from "node:assert/strict";
import { join } from "node:path";
import { trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { firstRun } from "../../support/runs/first-run.js";
import { completePlanned, inFolder } from "../../support/runs/runs.js";

const TABLE = ["table4", "--seeds", "5", "--only", "loss=atl,amtl", "--only", "trainedOn=redocred"];

interface PlanJson {
  readonly runs: readonly { readonly trainId: string }[];
}

const planOf = async (root: string, ...words: string[]): Promise<PlanJson["runs"]> => {
  const { stdout } = await runCommand("plan", ...words, "--json", "--results", root);
  return (JSON.parse(stdout) as PlanJson).runs;
};
const why = (root: string, ...words: string[]) => runCommand("why", ...words, "--results", root);

describe("amtl-run why", function () {
  this.timeout(120_000);

  it("prints the fields of a run with their reasons, its state, and the cells that it serves", async () => {
    await inFolder(async (root) => {
      assert.equal((await startCli([...TABLE, "--quiet"], root).end).code, 0);
      const [run] = await planOf(root, ...TABLE);
      const { code, stdout, stderr } = await why(root, run.trainId.slice(0, 12), "table4");
      assert.equal(code, 0, stderr);
      assert.match(
        stdout,
        new RegExp(`^run ${run.trainId.slice(0, 12)}: atlop atl .*seed 5\ndone\n`),
      );
      assert.match(stdout, /it serves \d+ cells: table4\/r01\/c1/);
      assert.match(stdout, /\n {2}seed: 5\n {6}It draws initial values/);
      assert.match(stdout, /\n {2}version:loss\/atl: \d+\n {6}Raised by hand/);
    });
  });

  it("says which field changed, and from what to what, of a run that another takes the place of", async () => {
    await inFolder(async (root) => {
      const run = await firstRun();
      const { trainId } = run;
      // As if it had been trained by an earlier version of the loss.
      const dependencies = { ...run.dependencies, "version:loss/atl": 0 };
      const { trainId: old } = trainIdOf(run.spec, dependencies);
      await completePlanned(root, { ...run, trainId: old, dependencies });
      const stale = await why(root, old);
      assert.match(stale.stdout, new RegExp(`run ${trainId.slice(0, 12)} takes its place`));
      assert.match(stale.stdout, /\n {2}version:loss\/atl 0 → \d+\n/);
      const fresh = await why(root, trainId);
      assert.match(fresh.stdout, /\nnew \(it will be trained\)\n/);
      const nearest = `nearest run that is there is ${old.slice(0, 12)}; this one differs in`;
      assert.ok(fresh.stdout.includes(nearest), fresh.stdout);
      const planned = await runCommand("plan", ...TABLE, "--results", root);
      assert.match(planned.stdout, /changed: version:loss\/atl 0 → \d+/);
    });
  });

  it("lists the runs behind a cell, with scores and folders", async () => {
    await inFolder(async (root) => {
      assert.equal((await startCli([...TABLE, "--quiet"], root).end).code, 0);
      const { code, stdout } = await why(root, "table4/r01/c1", "table4", "--seeds", "5,42");
      assert.equal(code, 0);
      const [{ trainId }] = await planOf(root, ...TABLE);
      assert.match(stdout, new RegExp(`│ 5 +│ ${trainId.slice(0, 12)} │ done +│ +\\d+\\.\\d\\d │`));
      assert.match(stdout, /│ 42 +│ [0-9a-f]{12} │ new/);
      assert.ok(stdout.includes(join(root, "train", trainId)));
      const json = await why(root, "table4/r01/c1", "--seeds", "5", "--json");
      const { seeds } = JSON.parse(json.stdout) as { seeds: { trainId: string }[] };
      assert.deepEqual(
        seeds.map((seed) => seed.trainId),
        [trainId],
      );
    });
  });

  it("says of failed and incomplete runs that they are", async () => {
    await inFolder(async (root) => {
      const plan = { ms: 60, bySeed: { 5: { act: "fail" } } } as const;
      assert.equal((await startCli([...TABLE, "--quiet"], root, plan).end).code, 1);
      const [run] = await planOf(root, ...TABLE);
      assert.match(
        (await why(root, run.trainId)).stdout,
        /\nfailed: not-a-number \(attempt 1; it will be tried again\)/,
      );
      const { stdout } = await runCommand("plan", ...TABLE, "--results", root);
      assert.match(stdout, /failed: not-a-number/);
    });
  });

  it("names the list of cells where none is near, of an experiment that it knows", async () => {
    const { code, stderr } = await runCommand("why", "fig4/r01/c1");
    assert.equal(code, 2);
    assert.match(stderr, /fix: +amtl-run why fig4 lists its cells/);
  });

  it("offers the nearest for what is not there", async () => {
    await inFolder(async (root) => {
      const cell = await why(root, "table4/r01/c99");
      assert.equal(cell.code, 2);
      assert.match(cell.stderr, /fix: +amtl-run why table4\/r01\/c/);
      const run = await why(root, "abcdef123456");
      assert.equal(run.code, 2);
      assert.match(run.stderr, /Unknown run "abcdef123456"/);
    });
  });
});
