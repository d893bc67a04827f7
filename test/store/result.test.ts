import assert from "node:assert/strict";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import fc from "fast-check";
import { AmtlError, ExitCode } from "../../src/base/errors.js";
import type { TrainResult } from "../../src/contract/result.js";
import { prettyJson } from "../../src/store/files.js";
import { trainDir } from "../../src/store/paths.js";
import {
  inspectResult,
  readResult,
  readTrainResult,
  setAsideDamaged,
  writeResult,
} from "../../src/store/result.js";
import { inFolder } from "../support/runs/runs.js";

const trainId = "ab".repeat(32);
const result: TrainResult = {
  schema: 1,
  trainId,
  dev: [{ step: 4, epoch: 1, loss: 0.1, f1: 1 / 3, ignF1: 0, precision: 50, recall: 25 }],
  best: 0,
  steps: 4,
};
/** The same value, its keys in another order. */
const turned = Object.fromEntries(Object.entries(result).reverse()) as unknown as TrainResult;

const amtlError = (exitCode: ExitCode, text: RegExp) => (error: unknown) =>
  error instanceof AmtlError && error.exitCode === exitCode && text.test(JSON.stringify(error));

describe("results", () => {
  it("are absent, then written, then read as they were", async () => {
    await inFolder(async (root) => {
      const dir = trainDir(root, trainId);
      assert.equal(await readResult(dir), null);
      await writeResult(dir, result);
      assert.deepEqual(await readResult(dir), result);
      assert.deepEqual(await readdir(dir), ["result.json"], "no temporary file is left");
    });
  });

  it("have bytes that depend on the value alone", () => {
    assert.equal(prettyJson(turned as never), prettyJson(result as never));
    fc.assert(
      fc.property(fc.dictionary(fc.string(), fc.json().map(JSON.parse)), (value) => {
        const other = Object.fromEntries(Object.entries(value).reverse());
        assert.equal(prettyJson(value as never), prettyJson(other as never));
        assert.deepEqual(JSON.parse(prettyJson(value as never)), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("may be written again with the same value, never with another", async () => {
    await inFolder(async (root) => {
      const dir = trainDir(root, trainId);
      await writeResult(dir, result);
      await writeResult(dir, turned);
      const other = { ...result, steps: 5 };
      await assert.rejects(
        writeResult(dir, other),
        amtlError(ExitCode.failed, /differs|first one/),
      );
      assert.deepEqual(await readResult(dir), result);
    });
  });

  it("exist once, however many write at the same time", async () => {
    await inFolder(async (root) => {
      const dir = trainDir(root, trainId);
      const writers = Array.from({ length: 20 }, (_, i) =>
        writeResult(dir, { ...result, steps: i % 2 }),
      );
      const ends = await Promise.allSettled(writers);
      const { steps } = (await readTrainResult(dir))!;
      const kept = ends.flatMap((end, i) => (end.status === "fulfilled" ? [i % 2] : []));
      assert.deepEqual([...new Set(kept)], [steps]);
      assert.equal(kept.length, 10);
    });
  });

  it("are refused for the folder of another run", async () => {
    await inFolder(async (root) => {
      const dir = trainDir(root, "cd".repeat(32));
      await assert.rejects(writeResult(dir, result), TypeError);
      assert.deepEqual(await readdir(root), []);
    });
  });

  it("are never used when cut anywhere: reported, set aside, written anew", async () => {
    const text = prettyJson(result as never);
    for (const length of [0, 1, 20, text.length / 2, text.length - 2].map(Math.floor)) {
      await inFolder(async (root) => {
        const dir = trainDir(root, trainId);
        await mkdir(dir, { recursive: true });
        await writeFile(join(dir, "result.json"), text.slice(0, length));
        assert.equal((await inspectResult(dir)).state, "damaged");
        await assert.rejects(readResult(dir), amtlError(ExitCode.badInput, /run the same table/));
        const moved = await setAsideDamaged(dir);
        assert.equal(await readFile(moved!.movedTo, "utf8"), text.slice(0, length));
        await writeResult(dir, result);
        assert.deepEqual(await readResult(dir), result);
        assert.equal(await setAsideDamaged(dir), null);
      });
    }
  });

  for (const [name, text] of [
    ["another run's", JSON.stringify({ ...result, trainId: "cd".repeat(32) })],
    ["of another schema", JSON.stringify({ ...result, schema: 2 })],
    ["an array", "[]"],
    ["null", "null"],
  ] as const) {
    it(`are damaged when the content is ${name}`, async () => {
      await inFolder(async (root) => {
        const dir = trainDir(root, trainId);
        await mkdir(dir, { recursive: true });
        await writeFile(join(dir, "result.json"), text);
        assert.equal((await inspectResult(dir)).state, "damaged");
        await writeResult(dir, result);
        assert.deepEqual(await readResult(dir), result);
      });
    });
  }
});
