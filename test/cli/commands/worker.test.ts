import assert from "node:assert/strict";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { runCommand } from "../../support/commands/command.js";

const WORKER = join(projectRoot(), "test", "support", "workers", "bad-program.js");

const check = (...words: readonly string[]) => runCommand("worker", "check", ...words);

describe("amtl-run worker check", function () {
  this.timeout(60_000);

  it("prints a line a point and ends with 0 when none fails", async () => {
    const { code, stdout } = await check(process.execPath, WORKER, "garbage");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^ok +messages +1 of 6 lines$/m);
    assert.match(stdout, /^note +progress +none/m);
  });

  it("ends with 1 when a point fails, and keeps what the program wrote", async () => {
    const { code, stdout, stderr } = await check("no-such-program");
    assert.equal(code, 1);
    assert.match(stdout, /^not ok +start .*ENOENT/);
    assert.match(stderr, /Kept, with spec\.json and stderr\.log: \//);
  });

  it("ends with 2 for a command that needs a shell, and for another action", async () => {
    const shell = await check("python 'my train.py'");
    assert.deepEqual([shell.code, shell.stdout], [2, ""]);
    assert.match(shell.stderr, /needs a shell[^]*"'" is for a shell[^]*list the arguments/);
    const action = await runCommand("worker", "chek", "true");
    assert.equal(action.code, 2);
    assert.match(action.stderr, /Unknown action "chek"[^]*amtl-run worker check/);
  });
});
