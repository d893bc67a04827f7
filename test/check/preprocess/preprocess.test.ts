import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { findNamed } from "../../../src/check/find.js";
import { check } from "../../../src/check/preprocess/preprocess.js";
import type { CheckContext } from "../../../src/check/checker.js";

/** Holds real text and so is not in the repository: beside the data folder. */
const file = join(process.env.AMTL_DATA ?? "", "../golden/preprocess/redocred-dev5.json");

const context: CheckContext = {
  file,
  engine: "native",
  tf,
  find: (name) => Promise.resolve(findNamed(file, name)),
};

type Nested = Record<string, never> & {
  documents: { entity_pos: number[][][]; labels_padded_100: number[][]; tokens: string[] }[];
  synthetic: { expect: { kd_hts: number[][]; amtl_multi_hot_nonzero: number[][] } }[];
  batch_of_the_five: { mask_sums: number[]; positive_entries_97: number[][] };
};

const read = async () => JSON.parse(await readFile(file, "utf8")) as Nested;

describe("check/preprocess (needs AMTL_DATA and golden/ beside it)", () => {
  before(function () {
    if ((process.env.AMTL_DATA ?? "") === "" || !existsSync(file)) this.skip();
  });

  it("agrees exactly with the official reader and collate function", async () => {
    assert.deepEqual(await check(await read(), context), {
      cases: 77,
      skipped: 0,
      maxDeviation: 0,
    });
  });

  it("sees another position, token, label, pair, repeat or length", async () => {
    const changes: ((golden: Nested) => void)[] = [
      (golden) => (golden.documents[3].entity_pos[2][0][1] += 1),
      (golden) => (golden.documents[0].tokens[7] = "other"),
      (golden) => (golden.documents[1].labels_padded_100[0][0] = 3),
      (golden) => golden.synthetic[0].expect.kd_hts.pop(),
      (golden) => (golden.synthetic[0].expect.amtl_multi_hot_nonzero[0][2] = 1),
      (golden) => (golden.synthetic[1].expect.amtl_multi_hot_nonzero[1][1] = 3),
      (golden) => (golden.batch_of_the_five.mask_sums[4] -= 1),
      (golden) => golden.batch_of_the_five.positive_entries_97.pop(),
    ];
    for (const change of changes) {
      const golden = await read();
      change(golden);
      const outcome = await check(golden, context);
      assert.ok(typeof outcome === "object" && outcome.maxDeviation === Infinity, String(change));
      assert.match(outcome.why ?? "", /differs/);
    }
  });

  it("cannot read a file that lacks a field", async () => {
    const golden = await read();
    Reflect.deleteProperty(golden.documents[0], "entity_pos");
    await assert.rejects(check(golden, context), /entity_pos/);
  });

  it("skips the published documents, visibly, where they are not at hand", async () => {
    const outcome = await check(await read(), { ...context, find: () => Promise.resolve(null) });
    assert.ok(typeof outcome === "object");
    assert.equal(outcome.skipped, 6);
    assert.match(outcome.why ?? "", /dev_revised\.json/);
  });
});
