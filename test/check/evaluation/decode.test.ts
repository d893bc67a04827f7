import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { projectRoot } from "../../../src/base/root.js";
import { check } from "../../../src/check/evaluation/decode.js";
import { goldenFolder } from "../../../src/check/find.js";
import type { CheckContext } from "../../../src/check/checker.js";

const file = join(goldenFolder(), "losses/Decode.json");
const context: CheckContext = { file, engine: "native", tf, find: () => Promise.resolve(null) };

interface DecodeGolden {
  readonly cases: { readonly name: string; readonly decoded: number[][] }[];
  readonly [key: string]: unknown;
}

const read = async () => JSON.parse(await readFile(file, "utf8")) as DecodeGolden;

describe("check/decode", () => {
  it("agrees with the official decoding in all cases", async () => {
    assert.deepEqual(await check(await read(), context), {
      cases: 76,
      skipped: 0,
      maxDeviation: 0,
    });
  });

  it("sees a single changed mark in any case", async () => {
    for (const index of (await read()).cases.keys()) {
      const golden = await read();
      const one = golden.cases[index];
      one.decoded[2][3] = 1 - one.decoded[2][3];
      const outcome = await check(golden, context);
      assert.deepEqual(outcome, {
        cases: 76,
        skipped: 0,
        maxDeviation: Infinity,
        why: `case ${one.name}`,
      });
    }
  });

  it("finds the example of docs/golden-format.md right", async () => {
    const text = await readFile(join(projectRoot(), "docs/golden-format.md"), "utf8");
    const example = /^\{"golden"[^`]*/m.exec(text)![0];
    const outcome = await check(JSON.parse(example) as DecodeGolden, context);
    assert.deepEqual(outcome, { cases: 1, skipped: 0, maxDeviation: 0 });
  });
});
