import assert from "node:assert/strict";
import { mkdir, open, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../src/base/errors.js";
import { sha256 } from "../../src/base/canonical.js";
import { writeFolder } from "../../src/exported/write.js";
import { withTensors } from "../../src/nn/encoder/safetensors.js";
import { writeSafetensors } from "../../src/nn/encoder/write-safetensors.js";
import type { Weight } from "../../src/contract/compute/parameters.js";
import { inFolder } from "../support/runs/runs.js";
import { smallDisk } from "../support/machines/small-disk.js";

const FILES = [
  ["a", "one"],
  ["b", (handle: { writeFile: (text: string) => Promise<void> }) => handle.writeFile("two")],
] as const;

describe("a folder that is exported", () => {
  it("is written whole with a manifest, new or into an empty folder", async () => {
    await inFolder(async (root) => {
      await mkdir(join(root, "empty"));
      for (const name of ["new/below", "empty"]) {
        const folder = join(root, name);
        const { files } = await writeFolder(folder, FILES);
        assert.deepEqual((await readdir(folder)).sort(), ["a", "b", "manifest.json"]);
        assert.deepEqual(files.b, { bytes: 3, sha256: sha256("two") });
        const manifest: unknown = JSON.parse(await readFile(join(folder, "manifest.json"), "utf8"));
        assert.deepEqual(manifest, { schema: 1, files });
      }
      assert.deepEqual((await readdir(join(root, "new"))).sort(), ["below"]);
    });
  });

  it("is refused where something is, and nothing is touched", async () => {
    await inFolder(async (root) => {
      await mkdir(join(root, "full"));
      await writeFile(join(root, "full", "mine"), "x");
      for (const name of ["full", "full/mine"]) {
        await assert.rejects(writeFolder(join(root, name), FILES), (error) => {
          assert.ok(error instanceof AmtlError);
          assert.equal(error.exitCode, 2);
          assert.match(error.message, /There is something in the place/);
          return true;
        });
      }
      assert.deepEqual(await readdir(join(root, "full")), ["mine"]);
    });
  });

  it("leaves nothing behind where writing fails, new or empty", async () => {
    await inFolder(async (root) => {
      const broken = [...FILES, ["c", () => Promise.reject(new Error("broken"))]] as const;
      await mkdir(join(root, "empty"));
      for (const name of ["new", "empty"]) {
        await assert.rejects(writeFolder(join(root, name), broken), /broken/);
      }
      assert.deepEqual(await readdir(root, { recursive: true }), ["empty"]);
    });
  });

  it("is one clear error where the disk is full", async function () {
    const disk = smallDisk(64);
    if (disk === null) return this.skip();
    try {
      const large = [["a", "x".repeat(1 << 20)]] as const;
      await assert.rejects(writeFolder(join(disk.folder, "model"), large), (error) => {
        assert.ok(error instanceof AmtlError);
        assert.equal(error.exitCode, 4);
        assert.match(error.message, /disk is full/);
        assert.doesNotMatch(error.details.fix ?? "", /--results/);
        return true;
      });
      assert.deepEqual(await readdir(disk.folder), []);
    } finally {
      disk.remove();
    }
  });
});

describe("weights that are written", () => {
  it("are read back bit for bit, in the same bytes whatever their order", async () => {
    await inFolder(async (folder) => {
      const weights: readonly (readonly [string, Weight])[] = [
        ["b.weight", { shape: [2, 2], values: Float32Array.of(1, -0, 1e-40, 3.5) }],
        ["a", { shape: [1], values: Float32Array.of(Math.PI) }],
      ];
      const bytes: Buffer[] = [];
      for (const order of [weights, weights.toReversed()]) {
        const path = join(folder, String(bytes.length));
        const handle = await open(path, "wx");
        await writeSafetensors(handle, new Map(order));
        await handle.close();
        bytes.push(await readFile(path));
        const read = await withTensors(path, async (tensors, load) =>
          Promise.all(tensors.map(async (tensor) => [tensor.name, await load(tensor)] as const)),
        );
        assert.deepEqual(new Map(read), new Map(weights));
      }
      assert.deepEqual(bytes[0], bytes[1]);
    });
  });
});
