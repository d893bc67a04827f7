import assert from "node:assert/strict";
import { runCommand } from "../../support/commands/command.js";

describe("amtl-run list", () => {
  it("shows titles and profiles to people", async () => {
    const { code, stdout } = await runCommand("list");
    assert.equal(code, 0);
    assert.match(stdout, /table4.*Losses on the Re-DocRED and DocGNRE test sets/);
    assert.match(stdout, /eq2 .*What Eq\. 2 does/);
    assert.match(stdout, /profile paper/);
    assert.match(stdout, /report table4 --plot NAME\n.*band-gains +F1 gained/);
  });
});
