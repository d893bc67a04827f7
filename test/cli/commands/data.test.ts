import assert from "node:assert/strict";
import { type Folders, useOwnFolders } from "../../corpus/folders.js";
import { runCommand } from "../../support/commands/command.js";

describe("amtl-run data", () => {
  let folders: Folders;
  before(async () => (folders = await useOwnFolders()));
  after(() => folders.remove());

  it("explains what mini lacks, and ends with 4", async () => {
    const { code, stdout } = await runCommand("data", "--profile", "mini");
    assert.equal(code, 4);
    assert.match(stdout, /│ docgnre\/test +│ needs docgnre\/test\.json +│ missing +│/);
    const file = "redocred/dev_revised.json";
    assert.match(stdout, new RegExp(`${file}\n +amtl-run data get ${file}\n`));
  });

  it("says whom to ask for a file that has no address, and ends with 4", async () => {
    const { code, stdout } = await runCommand("data", "get", "docred/dev_ext.json");
    assert.equal(code, 4);
    assert.match(stdout, /docred\/dev_ext\.json: no address is known; bring it from \S+/);
  });

  it("shows what a data set is beside the paper's counts", async () => {
    const { code, stdout } = await runCommand("data", "show", "dwie");
    assert.equal(code, 0);
    assert.match(stdout, /^DWIE \(dwie\): 65 relations; n 3, lambda 3/);
    assert.match(stdout, /│ dwie\/test +│ +missing │ +│ +99 │ +2,495 │/);
    assert.match(stdout, /│ dwie\/dev\.json +│ +98 │ +2,624 │ missing │/);
    assert.match(stdout, /^published by \S+, licence not stated$/m);
    assert.match(stdout, /^to get what is missing: amtl-run data get .*dwie\/dev\.json/m);
  });

  it("refuses an unknown action with 2", async () => {
    const { code, stderr } = await runCommand("data", "fetch");
    assert.equal(code, 2);
    assert.match(stderr, /Unknown action "fetch"[^]*list, show, get/);
  });
});
