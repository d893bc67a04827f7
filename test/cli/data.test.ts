import assert from "node:assert/strict";
import { type Folders, useOwnFolders } from "../data/folders.js";
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

  it("explains what mini and paper lack, and ends with 4", async () => {
    for (const [profile, file] of [
      ["mini", "redocred/dev_revised.json"],
      ["paper", "redocred/train_revised.json"],
    ] as const) {
      const { code, stdout } = await runCommand("data", "--profile", profile);
      assert.equal(code, 4);
      assert.match(stdout, new RegExp(`${file}\n +amtl-run data get ${file}\n`));
      assert.match(stdout, /missing/);
    }
  });

  it("says whom to ask for a file that has no address", async () => {
    const { code, stdout } = await runCommand("data", "get", "docred/dev_ext.json");
    assert.equal(code, 4);
    assert.match(stdout, /docred\/dev_ext\.json: no address is known; bring it from \S+/);
  });

  it("refuses an unknown profile, action and file", async () => {
    const profile = await runCommand("data", "--profile", "minni");
    assert.equal(profile.code, 2);
    assert.match(profile.stderr, /--profile mini/);
    const action = await runCommand("data", "fetch");
    assert.equal(action.code, 2);
    assert.match(action.stderr, /list, or get/);
    const file = await runCommand("data", "get", "redocrd");
    assert.equal(file.code, 2);
    assert.match(file.stderr, /redocred/);
  });
});
