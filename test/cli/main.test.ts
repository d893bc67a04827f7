import assert from "node:assert/strict";
import { runCommand } from "../support/commands/command.js";
import { inFolder } from "../support/runs/runs.js";
import { startCli } from "../support/commands/cli.js";

/** Exit code and standard error of a command that must not succeed, with nothing on standard output. */
async function refusal(...words: readonly string[]): Promise<string> {
  const { code, stdout, stderr } = await runCommand(...words);
  assert.equal(code, 2, stderr);
  assert.equal(stdout, "");
  assert.doesNotMatch(stderr, /\n {4}at /);
  return stderr;
}

describe("amtl-run", () => {
  it("--help names every command once, and loads none of them", async () => {
    const { code, stdout } = await runCommand("--help");
    assert.equal(code, 0);
    for (const name of ["list", "plan", "run", "report", "diff", "eval", "selfcheck", "data"]) {
      assert.equal(stdout.match(new RegExp(`amtl-run ${name}\\b`, "g"))?.length, 1, name);
    }
    assert.match(stdout, /table4 is short\s+for/);
  });

  it("without a command shows the help and calls it a mistake", async () => {
    const { code, stdout } = await runCommand();
    assert.equal(code, 2);
    assert.match(stdout, /Commands:/);
  });

  it("offers the nearest name of an unknown command, experiment, profile and option", async () => {
    assert.match(await refusal("pln", "table4"), /Unknown command "pln"[^]*fix: +amtl-run plan/);
    assert.match(await refusal("tabel4"), /Unknown command "tabel4"[^]*fix: +amtl-run table4/);
    assert.match(await refusal("table44"), /Unknown experiment "table44"[^]*fix:.* table4/);
    assert.match(await refusal("plan", "tabel4"), /Unknown experiment "tabel4"/);
    assert.match(await refusal("list", "--profile", "min"), /Unknown profile "min"[^]*mini/);
    assert.match(await refusal("list", "--profil", "mini"), /profil[^]*fix: +--profile/);
  });

  it("says so in English whatever the user's language is, since it reads its own messages", async () => {
    const before = process.env.LC_ALL;
    process.env.LC_ALL = "de_DE.UTF-8";
    try {
      const said = await refusal("list", "--profil", "mini");
      assert.match(said, /Unknown argument: profil[^]*fix: +--profile/);
    } finally {
      if (before === undefined) delete process.env.LC_ALL;
      else process.env.LC_ALL = before;
    }
  });

  it("refuses a command that lacks its arguments, and impossible values", async () => {
    assert.match(await refusal("plan"), /Missing argument\n +expected: amtl-run plan <experiments/);
    assert.match(await refusal("diff", "a.csv"), /Missing argument[^]*<a> <b>/);
    assert.match(await refusal("plan", "table4", "--seeds", "x"), /Invalid seeds/);
    const twice = await refusal("plan", "table4", "--seeds", "5", "--seeds", "42");
    assert.match(twice, /--seeds is given 2 times[^]*expected: +--seeds once/);
    assert.match(await refusal("plan", "table4", "--set", "epoch=1"), /fix: +--set epochs=1/);
    assert.match(
      await refusal("plan", "table4", "--only", "loss=atk"),
      /--only loss=atk matches no cells/,
    );
  });

  it("runs what can be run, and says which runs wait for what nobody has built", async () => {
    await inFolder(async (results) => {
      const asked = ["table8", "--only", "plugin=jmrl", "--results", results];
      const { code, stdout, stderr } = await runCommand(...asked);
      assert.equal(code, 3, stderr);
      assert.match(stderr, /^4 runs wait for what is not available yet: plugin JMRL\.$/m);
      assert.match(stdout, /JMRL-DREEAM +│ no plugin yet │/);
      assert.match(stdout, /^Not available yet: plugin JMRL\.$/m);
    });
  });

  it("ends quietly when its output is closed", async () => {
    await inFolder(async (root) => {
      const { child, end } = startCli(["report", "--paper"], root);
      child.stdout?.destroy();
      const { code, signal, stderr } = await end;
      assert.equal(signal, null);
      assert.equal(code, 0, stderr);
      assert.equal(stderr, "");
    });
  });
});
