import assert from "node:assert/strict";
import { COMMANDS } from "../../src/cli/commands.js";
import { helpText } from "../../src/cli/help.js";
import { runCommand } from "../support/commands/command.js";

describe("--help", () => {
  it("keeps words whole, and what follows the first column beside it", () => {
    const words = Array.from({ length: 40 }, (_, at) => `word${at}`).join(" ");
    const [first, ...lines] = helpText(`      --results  ${words}  [string]`).split("\n");
    assert.match(first, /^ {6}--results {2}word0 /);
    assert.ok(lines.length > 1);
    for (const line of lines) assert.match(line, /^ {17}\S/);
    assert.ok([first, ...lines].every((line) => line.length <= 100));
    assert.deepEqual([first, ...lines].join(" ").match(/word\d+/g), words.split(" "));
  });

  it("of every command says in the imperative what it does, on one line", async () => {
    for (const { command, describe } of COMMANDS) {
      const { code, stdout } = await runCommand(command.split(" ")[0], "--help");
      assert.equal(code, 0);
      assert.ok(stdout.startsWith(`amtl-run ${command}\n\n${describe}\n`), stdout);
      assert.match(describe, /^[A-Z][a-z]+ /);
    }
  });
});
