import assert from "node:assert/strict";
import { mkdir, readdir, readFile, symlink, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import fc from "fast-check";
import { AmtlError, ExitCode } from "../../src/base/errors.js";
import type { TrainResult } from "../../src/contract/result.js";
import { prettyJson } from "../../src/store/files.js";
import { nameTriplesOf } from "../../src/scoring/name-triples.js";
import { evalResultOf } from "../../src/scoring/result.js";
import { evalDir, trainDir } from "../../src/store/paths.js";
import {
  inspectResult,
  readResult,
  readTrainResult,
  sealResult,
  setAsideDamaged,
  writeResult,
} from "../../src/store/result.js";
import { resultFlaw } from "../../src/store/read-result.js";
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

  it("are damaged by any bit that changes, or mean the same", async () => {
    await inFolder(async (root) => {
      const dir = trainDir(root, trainId);
      await writeResult(dir, result);
      const bytes = await readFile(join(dir, "result.json"));
      let damaged = 0;
      for (let bit = 0; bit < bytes.length * 8; bit++) {
        const flipped = Buffer.from(bytes);
        flipped[bit >> 3] ^= 1 << (bit & 7);
        const text = flipped.toString("utf8");
        if (resultFlaw(text, dir) === null) {
          const value = JSON.parse(text) as Readonly<Record<string, unknown>>;
          const known = Object.fromEntries(Object.keys(result).map((name) => [name, value[name]]));
          assert.deepEqual(known, result, `bit ${bit}`);
        } else damaged++;
      }
      assert.ok(damaged > 0.9 * bytes.length * 8, `${damaged} of ${bytes.length * 8}`);
    });
  });

  it("of an earlier version are read, get their digest when touched, and stay the same", async () => {
    await inFolder(async (root) => {
      const dir = trainDir(root, trainId);
      const path = join(dir, "result.json");
      await writeResult(dir, result);
      const sealed = await readFile(path, "utf8");
      for (const touch of [() => sealResult(dir), () => writeResult(dir, result)]) {
        await writeFile(path, prettyJson(result as never));
        assert.deepEqual(await readResult(dir), result);
        await touch();
        assert.equal(await readFile(path, "utf8"), sealed);
      }
    });
  });

  it("of an earlier version are held against themselves", async () => {
    await inFolder((root) => {
      const evalId = "ef".repeat(32);
      const dir = evalDir(root, evalId);
      const gold = [{ title: "d", names: [["a"], ["b"]], facts: [{ h: 0, t: 1, r: "P1" }] }];
      const facts = [{ title: "d", h_idx: 0, t_idx: 1, r: "P1" }];
      const identity = { trainId, evalId, evalSet: "redocred/test" };
      const scores = { pairs: 2, thresholdMean: 0 };
      const whole = evalResultOf(identity, facts, scores, gold, ["P1"], nameTriplesOf([]));
      assert.equal(resultFlaw(prettyJson(whole as never), dir), null);
      const changes: readonly (readonly [RegExp, object])[] = [
        [/metrics.f1/, { metrics: { ...whole.metrics, f1: 97 } }],
        [/metrics/, { counts: { ...whole.counts, correct: 0 } }],
        [/perRelation/, { perRelation: {} }],
        [/head-11/, { bands: { "head-11": whole.bands["head-10"] } }],
        [/tail-10/, { bands: { ...whole.bands, "tail-10": { ...whole.metrics, recall: 1 } } }],
      ];
      for (const [why, change] of changes) {
        assert.match(resultFlaw(prettyJson({ ...whole, ...change } as never), dir) ?? "", why);
      }
      return Promise.resolve();
    });
  });

  for (const [what, make] of [
    ["a folder", (path: string) => mkdir(path)],
    ["a loop of links", (path: string) => symlink("result.json", path)],
    ["a pipe", (path: string) => execa("mkfifo", [path])],
  ] as const) {
    it(`are damaged and set aside where ${what} lies in their place`, async () => {
      await inFolder(async (root) => {
        const dir = trainDir(root, trainId);
        await mkdir(dir, { recursive: true });
        await make(join(dir, "result.json"));
        await assert.rejects(readResult(dir), amtlError(ExitCode.badInput, /run the same table/));
        assert.ok((await setAsideDamaged(dir)) !== null);
        await writeResult(dir, result);
        assert.deepEqual(await readResult(dir), result);
      });
    });
  }
});
