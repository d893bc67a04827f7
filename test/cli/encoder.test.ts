import assert from "node:assert/strict";
import { type Folders, useOwnFolders } from "../corpus/folders.js";
import { runCommand } from "../support/command.js";

const encoder = (...words: string[]) => runCommand("encoder", ...words);

describe("cli/encoder", () => {
  let here: Folders;
  before(async () => {
    here = await useOwnFolders();
  });
  after(() => here.remove());

  it("lists encoders, what is missing, and the command that brings it", async () => {
    const { code, stdout, stderr } = await encoder();
    assert.equal(code, 0, stderr);
    assert.match(stdout, /minilm-l6\s+│ bert\s+│ missing\s+│\s+│ pip package .*│\s+84 MB/);
    assert.match(stdout, /tiny-roberta\s+│ roberta\s+│ built in\s+│ [0-9a-f]{12}/);
    assert.match(stdout, /amtl-run encoder get bert-base-cased/);
    assert.equal(stderr, "");
  });

  it("gives the list as JSON", async () => {
    const { stdout } = await encoder("list", "--json");
    const { encoders } = JSON.parse(stdout) as { encoders: { id: string; state: string }[] };
    assert.equal(encoders.find(({ id }) => id === "tiny-bert")?.state, "built in");
  });

  it("needs nothing to be brought for a constructed encoder", async () => {
    const { code, stdout } = await encoder("get", "tiny-bert");
    assert.equal(code, 0);
    assert.equal(stdout, "tiny-bert is built by the program");
  });

  it("refuses what it does not know with 2, and offers what was meant", async () => {
    const unknown = await encoder("get", "minilm-16");
    assert.equal(unknown.code, 2);
    assert.match(unknown.stderr, /did you mean minilm-l6/);
    assert.equal((await encoder("get")).code, 2);
    assert.equal((await encoder("fetch")).code, 2);
  });
});
