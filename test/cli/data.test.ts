import assert from "node:assert/strict";
import { AmtlError } from "../../src/base/errors.js";
import { output } from "../../src/cli/output.js";
import command from "../../src/cli/commands/data/command.js";
import { type Folders, useOwnFolders } from "../corpus/folders.js";
import { runCommand } from "../support/command.js";

describe("amtl-run data", () => {
  let folders: Folders;
  before(async () => (folders = await useOwnFolders()));
  after(() => folders.remove());

  it("lists what smoke generates, with counts and hashes, and ends with 0", async () => {
    const { code, stdout } = await runCommand("data", "--json");
    assert.equal(code, 0);
    const { profile, datasets } = JSON.parse(stdout) as {
      profile: string;
      datasets: Record<string, unknown>[];
    };
    assert.equal(profile, "smoke");
    assert.equal(datasets.length, 10);
    const [first] = datasets;
    assert.equal(first.id, "redocred/train");
    assert.equal(first.status, "here");
    assert.equal(first.documents, 2400);
    assert.equal(first.relations, 24);
    assert.match(String(first.sha256), /^[0-9a-f]{64}$/);
  });

  it("explains what mini lacks, and ends with 4", async () => {
    const { code, stdout } = await runCommand("data", "--profile", "mini");
    assert.equal(code, 4);
    assert.match(stdout, /│ docgnre\/test +│ needs docgnre\/test\.json +│ missing +│/);
    const file = "redocred/dev_revised.json";
    assert.match(stdout, new RegExp(`${file}\n +amtl-run data get ${file}\n`));
  });

  it("says whom to ask for a file that has no address", async () => {
    const { code, stdout } = await runCommand("data", "get", "docred/dev_ext.json");
    assert.equal(code, 4);
    assert.match(stdout, /docred\/dev_ext\.json: no address is known; bring it from \S+/);
  });

  it("refuses an unknown profile, action and file", async () => {
    const files: readonly string[] = [];
    const given = { action: "list", files, profile: "smoke", json: false };
    const refused = (change: Partial<typeof given>, fix: RegExp) =>
      assert.rejects(command.handler({ ...given, ...change }, output), (error) => {
        assert.ok(error instanceof AmtlError);
        assert.equal(error.exitCode, 2);
        assert.match(JSON.stringify(error.details), fix);
        return true;
      });
    await refused({ profile: "minni" }, /--profile mini/);
    await refused({ action: "fetch" }, /list, or get/);
    await refused({ action: "get", files: ["redocrd"] }, /did you mean redocred\?/);
  });
});
