import assert from "node:assert/strict";
import { execa } from "execa";
import { runCommand } from "../support/commands/command.js";
import { inFolder } from "../support/runs/runs.js";
import { program, startCli } from "../support/commands/cli.js";

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
    // A mistyped word never offers what trains or deletes.
    assert.match(await refusal("tabel4"), /Unknown command "tabel4"[^]*fix: +amtl-run plan table4/);
    assert.match(await refusal("rnu"), /fix: +amtl-run --help/);
    assert.match(await refusal("report", "tabel4"), /fix: +write table4/);
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
      assert.match(said, /Unknown option --profil\n[^]*fix: +--profile/);
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

  it("answers version and help, and takes options before the command", async () => {
    for (const word of ["version", "--version", "-V"]) {
      const { code, stdout } = await runCommand(word);
      assert.equal(code, 0);
      assert.match(stdout, /^amtl-run \d+\.\d+\.\d+.*, Node \d+\.\d+\.\d+, (no )?engine/);
    }
    const found: unknown = JSON.parse((await runCommand("version", "--json")).stdout);
    assert.ok(found !== null && typeof found === "object" && "version" in found);
    assert.equal((await runCommand("help")).stdout, (await runCommand("--help")).stdout);
    for (const [topic, command] of [
      ["plan", "plan"],
      ["table4", "run"],
    ]) {
      const { code, stdout } = await runCommand("help", topic);
      assert.equal(code, 0);
      assert.equal(stdout, (await runCommand(command, "--help")).stdout);
    }
    const before = await runCommand("--seeds", "5", "plan", "table4");
    assert.equal(before.stdout, (await runCommand("plan", "table4", "--seeds", "5")).stdout);
    assert.match(await refusal("--profile", "mini"), /Missing command/);
  });

  it("answers the words of other tools with its own, and runs none of them", async () => {
    assert.match(await refusal("kill", "x"), /fix: +amtl-run cancel/);
    assert.match(await refusal("train", "table4"), /fix: +amtl-run plan/);
    const plan = (...words: readonly string[]) => refusal("plan", "table4", ...words);
    assert.match(await plan("--epochs", "3"), /Unknown option --epochs\n[^]*fix: +--set epochs=3/);
    assert.match(await plan("--lr=1e-4"), /fix: +--set rate=1e-4/);
    assert.match(await plan("--loss", "atl"), /fix: +--only loss=atl/);
    assert.match(await plan("--seeds", "5", "42"), /fix: +join seeds by commas/);
    assert.match(await refusal("plan", "table", "4"), /fix: +one word, such as table4/);
    assert.match(await plan("--set", "epochs=3", "--set", "epochs=4"), /epochs is given twice/);
    assert.match(await plan("--set", "epochs=3=5"), /Invalid value of epochs/);
    assert.match(await plan("--set", "epochs=0x10"), /whole number[^]*got: +0x10/);
    assert.match(await plan("--json=1"), /Invalid value of --json/);
    assert.match(await plan("--jobs", "x"), /Invalid value of --jobs\n +expected: a number/);
    assert.match(await plan("--results"), /Missing value of --results/);
    assert.match(await refusal("run", "table4", "--executor", "slrm"), /fix: +--executor slurm/);
    assert.match(await refusal("__proto__"), /Unknown command/);
    assert.match(await plan("--constructor", "3"), /Unknown option --constructor/);
    assert.match(await refusal("encoder", "get", "constructor"), /Unknown encoder "constructor"/);
  });

  it("says that too many files are open, wherever it meets that, and shows no stack", async () => {
    for (const limit of [24, 40, 64]) {
      const script = `ulimit -n ${limit}; exec "$0" "$@"`;
      const words = [process.execPath, ...program(), "report", "table4", "--results", "/nowhere"];
      const { stderr, exitCode } = await execa("bash", ["-c", script, ...words], { reject: false });
      assert.doesNotMatch(stderr, /\n {4}at /);
      // With somewhat more, it depends on the machine's speed how many files are open at a time.
      if (limit > 24) continue;
      assert.equal(exitCode, 4, stderr);
      assert.match(stderr, /EMFILE.*\n.*ulimit -n 4096/);
    }
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
