import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { runCommandIn } from "../support/commands/command.js";
import { inFolder } from "../support/runs/runs.js";

const NARROW = { COLUMNS: "40" };

const isShell = (script: string): boolean =>
  spawnSync("bash", ["-n"], { input: script }).status === 0;

describe("scripts that are printed, in a narrow terminal", () => {
  it("are what a shell reads: completion", async () => {
    const wide = await runCommandIn({ COLUMNS: "400" }, "completion", "bash");
    const narrow = await runCommandIn(NARROW, "completion", "bash");
    assert.ok(
      isShell(narrow.stdout) && narrow.stdout.includes("\ncomplete -o default"),
      narrow.stdout,
    );
    assert.equal(narrow.stdout, wide.stdout);
  });

  it("are what sbatch reads: no line is broken", async () => {
    await inFolder(async (folder) => {
      const words = ["table4", "--executor", "slurm", "--only", "loss=atl", "--seeds", "5"];
      const { stdout } = await runCommandIn(NARROW, ...words, "--results", folder, "--dry-run");
      assert.ok(isShell(stdout), stdout);
      const options = stdout.split("\n").filter((line) => line.startsWith("#SBATCH"));
      assert.ok(options.length > 3, stdout);
      for (const line of options) assert.match(line, /^#SBATCH --[a-z-]+(=\S+)?$/);
    });
  });
});
