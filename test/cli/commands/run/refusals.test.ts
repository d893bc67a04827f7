import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startCli } from "../../../support/commands/cli.js";
import { smallDisk } from "../../../support/machines/small-disk.js";
import { allResults, inFolder } from "../../../support/runs/runs.js";

const TABLE = ["table4", "--seeds", "5", "--only", "loss=atl,amtl"];

describe("amtl-run run where something is wrong", function () {
  this.timeout(120_000);

  it("says with 4 that the disk is full, loses nothing, and goes on when there is space", async function () {
    const disk = smallDisk(96);
    if (disk === null) {
      this.test!.title += " (skipped: may not mount a small disk here)";
      this.skip();
    }
    try {
      const undisturbed = await inFolder(async (root) => {
        await startCli(TABLE, root).end;
        return await allResults(root);
      });
      const full = await startCli(TABLE, disk.folder).end;
      assert.equal(full.code, 4, full.stderr);
      assert.match(full.stderr, /disk is full/i);
      assert.doesNotMatch(full.stderr, /\n\s+at /, "no stack");
      for (const [file, bytes] of Object.entries(await allResults(disk.folder))) {
        assert.equal(bytes, undisturbed[file]);
      }
      disk.resize(4096);
      assert.equal((await startCli(TABLE, disk.folder).end).code, 0);
      assert.deepEqual(await allResults(disk.folder), undisturbed);
    } finally {
      disk.remove();
    }
  });

  it("says with 4 that the folder cannot be written", async function () {
    const disk = smallDisk(96);
    if (disk === null) {
      this.test!.title += " (skipped: may not mount a small disk here)";
      this.skip();
    }
    try {
      disk.lock();
      const { code, stderr } = await startCli(TABLE, disk.folder).end;
      assert.equal(code, 4, stderr);
      assert.match(stderr, /Cannot write/);
    } finally {
      disk.remove();
    }
  });

  it("says with 2 that a file is where the results should be, and which", async () => {
    await inFolder(async (root) => {
      const file = join(root, "file");
      await writeFile(file, "");
      const { code, stderr } = await startCli(TABLE, join(file, "results")).end;
      assert.equal(code, 2, stderr);
      assert.match(stderr, /^amtl-run: Not a folder\n {2}where: +(.*)\n/m);
      assert.ok(stderr.includes(`where:    ${file}\n`), stderr);
    });
  });

  it("ends with 2 when all that failed was refused input", async () => {
    await inFolder(async (root) => {
      const plan = { ms: 60, bySeed: { 5: { act: "exit", code: 2, always: true } } } as const;
      assert.equal((await startCli([...TABLE, "--only", "loss=atl"], root, plan).end).code, 2);
    });
  });

  for (const [words, text] of [
    [["table44"], /table4/],
    [["table4", "--jobs", "0"], /--jobs/],
    [["table4", "--jobs", "many"], /--jobs/],
    [["plan", "table4", "--cost", "--jobs", "0"], /--jobs/],
    [["table4", "--profile", "smok"], /smoke/],
    [["table4", "--only", "los=atl"], /loss/],
    [["table4", "--only", "loss=amtll"], /amtl/],
    [["table4", "--seed", "5"], /--seeds/],
    [["run"], /experiments|argument/],
  ] as const) {
    it(`refuses ${words.join(" ")} with 2`, async () => {
      await inFolder(async (root) => {
        const { code, stderr } = await startCli(words, root).end;
        assert.equal(code, 2, stderr);
        assert.match(stderr, text);
      });
    });
  }
});
