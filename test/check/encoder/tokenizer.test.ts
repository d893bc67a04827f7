import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { findNamed, goldenFolder } from "../../../src/check/find.js";
import { check as checkTokenizer } from "../../../src/check/encoder/tokenizer.js";
import { check as checkUnicode } from "../../../src/check/encoder/tokenizer-unicode.js";
import type { CheckContext } from "../../../src/check/checker.js";

type Json = Record<string, unknown>;

const folder = join(goldenFolder(), "tokenizer");
const readGolden = async (name: string): Promise<Json> =>
  JSON.parse(await readFile(join(folder, name), "utf8")) as Json;
const context = (find: (name: string) => string | null): CheckContext => ({
  file: join(folder, "x.json"),
  engine: "wasm",
  tf,
  find: (name) => Promise.resolve(find(name)),
});
const anywhere = context((name) => findNamed(join(folder, "x.json"), name));
const withoutData = context((name) =>
  name.endsWith("tokenizer.json") ? findNamed(join(folder, "x.json"), name) : null,
);

describe("check/tokenizer", () => {
  for (const name of ["bert-cased-words.json", "bert-uncased-words.json", "roberta-words.json"]) {
    it(`agrees with ${name}, and says that documents were left out without data`, async () => {
      const outcome = await checkTokenizer(await readGolden(name), withoutData);
      assert.ok(typeof outcome === "object");
      assert.deepEqual([outcome.cases, outcome.skipped, outcome.maxDeviation], [1703, 3, 0]);
      assert.match(outcome.why ?? "", /AMTL_DATA/);
    });
  }

  it("agrees on whole documents, where the corpus is at hand", async function () {
    if (findNamed(join(folder, "x.json"), "redocred/dev_revised.json") === null) this.skip();
    const golden = await readGolden("bert-cased-words.json");
    assert.deepEqual(await checkTokenizer(golden, anywhere), {
      cases: 1703,
      skipped: 0,
      maxDeviation: 0,
    });
    const [first] = golden.documents as { entity_pos: number[][][] }[];
    first.entity_pos[0][0][1] += 1;
    const outcome = await checkTokenizer(golden, anywhere);
    assert.ok(typeof outcome === "object");
    assert.equal(outcome.maxDeviation, Infinity);
  });

  it("deviates when a single id differs", async () => {
    const golden = await readGolden("roberta-words.json");
    const cases = golden.cases as { word: string; ids: number[] }[];
    cases[1699].ids[0] += 1;
    const outcome = await checkTokenizer(golden, withoutData);
    assert.ok(typeof outcome === "object");
    assert.equal(outcome.maxDeviation, Infinity);
    assert.match(outcome.why ?? "", new RegExp(JSON.stringify(cases[1699].word)));
  });

  it("skips every case when the tokenizer is absent", async () => {
    const outcome = await checkTokenizer(
      await readGolden("bert-cased-words.json"),
      context(() => null),
    );
    assert.ok(typeof outcome === "object");
    assert.equal(outcome.skipped, outcome.cases);
  });
});

describe("check/tokenizer-unicode", () => {
  it("agrees with the golden classes", async () => {
    const outcome = await checkUnicode(await readGolden("unicode.json"), anywhere);
    assert.deepEqual(outcome, { cases: 8, skipped: 0, maxDeviation: 0 });
  });

  it("deviates when a class has one code point more", async () => {
    const golden = await readGolden("unicode.json");
    const outcome = await checkUnicode(
      { ...golden, cjk: [...(golden.cjk as number[][]), [0x2b820, 0x2b820]] },
      anywhere,
    );
    assert.ok(typeof outcome === "object");
    assert.equal(outcome.maxDeviation, Infinity);
    assert.match(outcome.why ?? "", /cjk differs at U\+2B820/);
  });
});
