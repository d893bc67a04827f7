import assert from "node:assert/strict";
import { mkdir, rm, symlink, truncate, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { join } from "node:path";
import { execa } from "execa";
import { LARGEST_TEXT, readPlainFile } from "../../src/base/plain-file.js";
import { inFolder } from "../support/runs/runs.js";

describe("a plain file", () => {
  it("is read, and whatever else lies in its place is named and never waited for", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "a");
      await writeFile(path, "text");
      assert.deepEqual(await readPlainFile(path), { bytes: Buffer.from("text") });
      await rm(path);
      const server = createServer();
      const cases: readonly (readonly [RegExp, () => Promise<unknown>])[] = [
        [/^a folder lies/, () => mkdir(path)],
        [/^a loop of symbolic links lies/, () => symlink("a", path)],
        [/^a pipe or a device lies/, () => execa("mkfifo", [path])],
        [/^a pipe or a device lies/, () => symlink("/dev/zero", path)],
        [/^a socket lies/, () => new Promise<void>((done) => server.listen(path, done))],
      ];
      for (const [why, make] of cases) {
        await make();
        const found = await readPlainFile(path);
        assert.match("why" in found ? found.why : "it was read", why);
        await rm(path, { recursive: true });
      }
      server.close();
    });
  });

  it("is refused where it is larger than a text may be", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "a");
      await writeFile(path, "");
      // Without a byte on the disk.
      await truncate(path, LARGEST_TEXT + 1);
      assert.deepEqual(await readPlainFile(path), {
        why: `it has ${LARGEST_TEXT + 1} bytes, more than 512 MiB`,
      });
    });
  });

  it("that is not there is an error of the system", async () => {
    await assert.rejects(readPlainFile("/nowhere/a"), { code: "ENOENT" });
  });
});
