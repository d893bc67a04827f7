import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { Folders } from "../../../corpus/folders.js";
import { startCli, type Cli } from "../../../support/commands/cli.js";
import { inFolder } from "../../../support/runs/runs.js";
import { REDOCRED_FILES, useStandInData } from "../../../support/runs/stand-in-data.js";
import type { WorkerPlan } from "../../../support/workers/behaviour.js";

/** Two rows: of AMTL the paper prints 75.63 and 74.44, of PEMSCL 73.98 and 73.06. */
const ROWS = ["--only", "row=AMTL,PEMSCL", "--only", "trainedOn=redocred"];
const TABLE = ["run", "table4", "--profile", "paper", ...ROWS, "--jobs", "1"];
const UNTIL = [...TABLE, "--until", "decided", "--max-seeds", "5"];

/** AMTL's three first seeds are enough, PEMSCL's five are not. */
const F1: WorkerPlan["f1"] = {
  amt: { 5: 75.5, 42: 75.7, 65: 75.6 },
  pemscl: { 5: 74.1, 42: 74.5, 65: 74.3, 66: 74.5, 233: 74.45 },
};
const RUNS = 8;

describe("amtl-run run --until decided", function () {
  this.timeout(120_000);
  let folders: Folders;
  before(async () => (folders = await useStandInData(REDOCRED_FILES, ["bert-base-cased"])));
  after(() => folders.remove());

  /** Starts it, so that the trainings that end are written down. @param ms of a run. */
  const start = (root: string, ms: number, more: readonly string[] = []): Cli =>
    startCli(
      [...UNTIL, ...more],
      root,
      { ms, f1: F1 },
      { AMTL_TEST_JOURNAL: join(root, "trained") },
    );
  const trained = async (root: string): Promise<readonly string[]> => {
    const text = await readFile(join(root, "trained"), "utf8").catch(() => "");
    return text.split("\n").filter((line) => line !== "");
  };

  it("gives seeds until cells are decided or have all; through budget and kill -9, it comes to the same", async () => {
    const undisturbed = await inFolder(async (root) => {
      const { code, stdout, stderr } = await start(root, 12).end;
      assert.equal(code, 0, stderr);
      assert.match(stdout, /table4\/r11\/c1 │ +3 │ equivalent, at 3 seeds/);
      assert.match(stdout, /table4\/r07\/c1 │ +5 │ undecided after all looks/);
      assert.match(stdout, /3 of 4 cells decided\. Looks at 3, 5 seeds/);
      assert.equal((await trained(root)).length, RUNS);
      return stdout;
    });
    await inFolder(async (root) => {
      const killed = start(root, 400, ["--json"]);
      const hasOne = (): boolean => killed.events.some(({ type }) => type === "finished");
      await killed.until(({ type }) => type === "checkpoint" && hasOne());
      killed.child.kill("SIGKILL");
      assert.equal((await killed.end).signal, "SIGKILL");
      const before = (await trained(root)).length;
      assert.ok(before > 0 && before < RUNS, `${before} trained`);
      // What is left takes longer than this.
      const spent = await start(root, 400, ["--budget", "1s"]).end;
      assert.equal(spent.code, 3, spent.stderr);
      assert.ok((await trained(root)).length < RUNS);
      assert.match(spent.stdout, /still open, as the budget is spent\. The same command goes on/);
      const { code, stdout, stderr } = await start(root, 12).end;
      assert.equal(code, 0, stderr);
      assert.equal(stdout, undisturbed);
      const all = await trained(root);
      assert.equal(all.length, RUNS);
      assert.equal(new Set(all).size, RUNS);
    });
  });
});
