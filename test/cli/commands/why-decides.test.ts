import assert from "node:assert/strict";
import type { Folders } from "../../corpus/folders.js";
import { wordsOf } from "../../docs/commands.js";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { inFolder } from "../../support/runs/runs.js";
import { REDOCRED_FILES, useStandInData } from "../../support/runs/stand-in-data.js";

const CELL = "table4/r11/c1";
const NAMED = ["table4", "AMTL", "Re-DocRED F1", "--profile", "paper"];

/** F1 of the cell's runs, of which the paper prints 75.63, by seed; of further seeds in turns as here. */
function scoresOf(first: Readonly<Record<number, number>>): Readonly<Record<number, number>> {
  const further = [75.3, 75.4, 75.2];
  const others = Array.from({ length: 20 }, (_, at) => [at + 1, further[at % 3]]);
  return { ...(Object.fromEntries(others) as Record<number, number>), ...first };
}

describe("the commands of amtl-run why that add seeds", function () {
  this.timeout(120_000);
  let folders: Folders;
  before(async () => (folders = await useStandInData(REDOCRED_FILES, ["bert-base-cased"])));
  after(() => folders.remove());

  /** Runs the seeds, asks `why`, types the command that it prints, and looks at the cell as a reader would. */
  async function typed(first: Readonly<Record<number, number>>) {
    return await inFolder(async (root) => {
      const plan = { ms: 12, f1: { amt: scoresOf(first) } };
      const run = async (...words: string[]): Promise<string> => {
        const { code, stdout, stderr } = await startCli(words, root, plan).end;
        assert.equal(code, 0, stderr);
        return stdout;
      };
      const why = async (...words: string[]): Promise<string> => {
        const { code, stdout, stderr } = await runCommand("why", ...words);
        assert.equal(code, 0, stderr);
        return stdout;
      };
      const asked = ["--only", `cell=${CELL}`, "--seeds", Object.keys(first).join(",")];
      await run("run", "table4", "--profile", "paper", ...asked, "--jobs", "1");
      const before = await why(...NAMED, "--results", root);
      const adds = /^To add (\d+) seeds? that (?:may )?decide.*:\n {2}amtl-run (.*)$/m.exec(before);
      const sees = /^To see the cell with them.*:\n {2}amtl-run why (.*)$/m.exec(before);
      assert.ok(adds !== null, before);
      const table = await run(...wordsOf(adds[2]), "--jobs", "1");
      const after = await why(
        ...(sees === null ? [...NAMED, "--results", root] : wordsOf(sees[1])),
      );
      return { said: Number(adds[1]), hasSees: sees !== null, table, after };
    });
  }

  it("give a cell of one seed the rest of the paper's, which every report then counts", async () => {
    const { said, hasSees, table, after } = await typed({ 5: 75.7 });
    assert.deepEqual([said, hasSees], [4, false]);
    assert.match(table, /Mean ± sample standard deviation over 5 seeds/);
    assert.match(after, /\nours: [\d.]+ ± [\d.]+ over 5 seeds/);
  });

  it("give a cell of five the seeds that decide, and another shows it with them", async () => {
    const five = { 5: 75.1, 42: 75.6, 65: 75.2, 66: 75.5, 233: 75.3 };
    const { said, hasSees, table, after } = await typed(five);
    assert.ok(said > 0 && hasSees);
    assert.match(table, new RegExp(`Mean ± sample standard deviation over ${5 + said} seeds`));
    assert.match(after, new RegExp(`\nours: [\\d.]+ ± [\\d.]+ over ${5 + said} seeds`));
    assert.match(after, /\nverdict: equivalent within/);
  });
});
