import assert from "node:assert/strict";
import { chmod, readdir, readFile, rm, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sealedJson } from "../../../src/base/seal.js";
import { fileHashes } from "../../../src/corpus/files/hashes.js";
import { type Folders, useOwnFolders } from "../folders.js";

describe("fileHashes", () => {
  let folders: Folders;
  beforeEach(async () => (folders = await useOwnFolders()));
  afterEach(() => folders.remove());

  const notes = () => join(folders.cache, "hashes");

  it("gives SHA-256 and git's blob id", async () => {
    const path = await folders.write("a/b.json", "hello\n");
    const expected = {
      sha256: "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
      blob: "ce013625030ba8dba906f756967f9e9ca394464a",
    };
    assert.deepEqual(await fileHashes(path), expected);
    assert.deepEqual(await fileHashes(path), expected);
  });

  it("remembers them, and looks again once the file has changed", async () => {
    const path = await folders.write("a.json", "one");
    const first = await fileHashes(path);
    const [note] = await readdir(notes());
    const entry = JSON.parse(await readFile(join(notes(), note), "utf8")) as object;
    const changed = Object.fromEntries(
      Object.entries({ ...entry, sha256: "remembered" }).filter(([name]) => name !== "digest"),
    );
    await writeFile(join(notes(), note), sealedJson(changed as never));
    assert.equal((await fileHashes(path)).sha256, "remembered");
    await writeFile(join(notes(), note), JSON.stringify({ ...entry, sha256: "damaged" }));
    assert.deepEqual(await fileHashes(path), first);
    await writeFile(path, "two");
    const second = await fileHashes(path);
    assert.notEqual(second.blob, first.blob);
    await utimes(path, 1, 1);
    assert.equal((await fileHashes(path)).blob, second.blob);
  });

  it("looks again once a file has changed whose time lies in the future", async () => {
    const path = await folders.write("a.json", "one");
    await utimes(path, 1_900_000_000, 1_900_000_000);
    const first = await fileHashes(path);
    await writeFile(path, "two");
    await utimes(path, 1_900_000_000, 1_900_000_000);
    assert.notEqual((await fileHashes(path)).sha256, first.sha256);
  });

  it("ends where the cache folder cannot be made", async () => {
    const path = await folders.write("a.json", "one");
    const { blob } = await fileHashes(path);
    process.env.AMTL_CACHE = "/proc/nothing";
    assert.equal((await fileHashes(path)).blob, blob);
  });

  it("does without a note that is torn, and without a folder to write to", async () => {
    const path = await folders.write("a.json", "one");
    const { blob } = await fileHashes(path);
    const [note] = await readdir(notes());
    await writeFile(join(notes(), note), '{"path": "');
    assert.equal((await fileHashes(path)).blob, blob);
    await rm(folders.cache, { recursive: true });
    await writeFile(folders.cache, "a file where the folder should be");
    await chmod(folders.cache, 0o444);
    assert.equal((await fileHashes(path)).blob, blob);
  });
});
