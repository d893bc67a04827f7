import assert from "node:assert/strict";
import { type Folders, useOwnFolders } from "../../corpus/folders.js";
import { runCommand } from "../../support/commands/command.js";

const encoder = (...words: string[]) => runCommand("encoder", ...words);

describe("amtl-run encoder", () => {
  let here: Folders;
  before(async () => (here = await useOwnFolders()));
  after(() => here.remove());

  it("lists encoders, what is missing, and the command that brings it", async () => {
    const { code, stdout, stderr } = await encoder();
    assert.deepEqual([code, stderr], [0, ""]);
    assert.match(stdout, /minilm-l6\s+│ bert\s+│ missing\s+│\s+│ pip package .*│\s+84 MB/);
    assert.match(stdout, /tiny-roberta\s+│ roberta\s+│ built in\s+│ [0-9a-f]{12}/);
    assert.match(stdout, /amtl-run encoder get bert-base-cased/);
  });

  it("says what became of an encoder", async () => {
    const { code, stdout } = await encoder("get", "tiny-bert");
    assert.deepEqual([code, stdout], [0, "tiny-bert is built by the program"]);
  });

  it("refuses an unknown action with 2", async () => {
    const { code, stderr } = await encoder("fetch");
    assert.equal(code, 2);
    assert.match(stderr, /Unknown action "fetch"/);
  });
});
