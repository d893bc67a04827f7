import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, readFile, rm, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { unzipFolder } from "../../../src/corpus/download/unzip.js";

const make = [
  "import sys, zipfile, json",
  "z = zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED)",
  "[z.writestr(name, text) for name, text in json.loads(sys.argv[2]).items()]",
  "z.close()",
].join("\n");

describe("unzipFolder", () => {
  let folder: string;
  let archive: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), "amtl-unzip-"));
    archive = join(folder, "a.zip");
  });
  afterEach(() => rm(folder, { recursive: true }));
  const zip = (context: Mocha.Context, entries: Record<string, string>): void => {
    const { status } = spawnSync("python3", ["-c", make, archive, JSON.stringify(entries)]);
    if (status === null) context.skip();
    assert.equal(status, 0);
  };

  it("unpacks the files that lie directly in the folder", async function () {
    zip(this, { "p/m/a.json": "A", "p/m/b.bin": "B".repeat(9999), "p/m/deep/c": "C", "p/d": "D" });
    const target = join(folder, "out");
    assert.deepEqual(await unzipFolder(archive, "p/m", target), ["a.json", "b.bin"]);
    assert.deepEqual((await readdir(target)).sort(), ["a.json", "b.bin"]);
    assert.equal(await readFile(join(target, "b.bin"), "utf8"), "B".repeat(9999));
  });

  it("never writes outside of the target", async function () {
    zip(this, { "p/m/../../../escaped": "E" });
    await assert.rejects(unzipFolder(archive, "p/m", join(folder, "out", "deep")));
    assert.ok(!existsSync(join(folder, "escaped")));
  });

  it("refuses a torn archive and what is none", async function () {
    zip(this, { "p/m/a": "A".repeat(5000) });
    await truncate(archive, 100);
    await assert.rejects(unzipFolder(archive, "p/m", join(folder, "out")));
    await writeFile(archive, "no archive");
    await assert.rejects(unzipFolder(archive, "p/m", join(folder, "out")));
  });
});
