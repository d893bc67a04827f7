import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { AmtlError } from "../../src/base/errors.js";
import { json } from "../../src/base/shape.js";
import { readContainer, writeContainer } from "../../src/store/container.js";
import { inFolder } from "../support/runs/runs.js";

const content = {
  meta: { schema: 1, name: "ü" },
  arrays: new Map<string, Float32Array | Uint16Array | Uint32Array>([
    ["a", Float32Array.of(1.5, -0, NaN, Infinity, 1e-45)],
    ["empty", new Uint32Array(0)],
    ["c", Uint16Array.of(1, 65_535, 3)],
  ]),
};

describe("container file", () => {
  it("gives back what was written, to the bit", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "deep", "file.bin");
      await writeContainer(path, content);
      const { meta, arrays } = await readContainer(path, json);
      assert.deepEqual(meta, content.meta);
      assert.deepEqual(arrays, content.arrays);
      assert.ok(Object.is(arrays.get("a")![1], -0));
      assert.deepEqual(await readdir(join(folder, "deep")), ["file.bin"]);
    });
  });

  it("is refused when it is cut off anywhere, longer, or changed in any byte", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "file.bin");
      await writeContainer(path, content);
      const whole = await readFile(path);
      const refused = async (bytes: Buffer, what: string): Promise<void> => {
        await writeFile(path, bytes);
        await assert.rejects(
          readContainer(path, json),
          (error) => error instanceof AmtlError && error.exitCode === 2,
          what,
        );
      };
      for (let length = 0; length < whole.length; length += 7) {
        await refused(whole.subarray(0, length), `cut to ${length}`);
      }
      await refused(Buffer.concat([whole, Buffer.of(0)]), "a byte more");
      for (let at = 0; at < whole.length; at += 5) {
        const changed = Buffer.from(whole);
        changed[at] ^= 0x10;
        await refused(changed, `byte ${at}`);
      }
    });
  });

  it("is damaged, not an endless wait, where something else lies in its place", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "file.bin");
      const refused = () =>
        assert.rejects(
          readContainer(path, json),
          (error) => error instanceof AmtlError && error.exitCode === 2,
        );
      for (const make of [
        () => mkdir(path),
        () => symlink("file.bin", path),
        () => execa("mkfifo", [path]),
      ]) {
        await make();
        await refused();
        await rm(path, { recursive: true });
      }
    });
  });

  it("is refused with any number of its header changed, whatever its hash says of it", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "file.bin");
      await writeContainer(path, content);
      const whole = await readFile(path, "latin1");
      for (const length of ["-5", "5.5", "5e9", "null"]) {
        await writeFile(path, whole.replace('"length":5', `"length":${length}`), "latin1");
        await assert.rejects(
          readContainer(path, json),
          (error) => error instanceof AmtlError && error.exitCode === 2,
          length,
        );
      }
    });
  });

  it("leaves the old file when the new one cannot be written", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "file.bin");
      await writeContainer(path, content);
      const before = await stat(path);
      const broken = { meta: {}, arrays: new Map([["a", null as unknown as Float32Array]]) };
      await assert.rejects(writeContainer(path, broken));
      assert.equal((await stat(path)).mtimeMs, before.mtimeMs);
      assert.deepEqual(await readdir(folder), ["file.bin"]);
    });
  });
});
