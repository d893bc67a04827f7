import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import * as tf from "@tensorflow/tfjs-core";
import { check } from "../../../src/check/evaluation/evaluation.js";
import { findNamed } from "../../../src/check/find.js";
import type { CheckContext } from "../../../src/check/checker.js";

/** Holds real text and so is not in the repository: beside the data folder. */
const file = join(process.env.AMTL_DATA ?? "", "../golden/evaluation/redocred-dev60.json");

const context: CheckContext = {
  file,
  engine: "native",
  tf,
  find: (name) => Promise.resolve(findNamed(file, name)),
};

interface EvaluationGolden {
  official: { ign_f1: number };
  bands: { "Tail-10": { correct: number } };
  hingeabl_defaults_known_titles_only: { f1_inter: number };
  predictions: object[];
  [key: string]: unknown;
}

const read = async () => JSON.parse(await readFile(file, "utf8")) as EvaluationGolden;

describe("check/evaluation (needs AMTL_DATA and golden/ beside it)", () => {
  before(function () {
    if ((process.env.AMTL_DATA ?? "") === "" || !existsSync(file)) this.skip();
  });

  it("agrees with the official scorer to 1e-9", async () => {
    const outcome = await check(await read(), context);
    assert.ok(typeof outcome === "object" && outcome.maxDeviation <= 1, JSON.stringify(outcome));
    assert.equal(outcome.cases, 17);
    assert.equal(outcome.skipped, 0);
  });

  it("sees another number, another count, a prediction less", async () => {
    const changes: ((golden: EvaluationGolden) => void)[] = [
      (golden) => (golden.official.ign_f1 += 2e-9),
      (golden) => (golden.bands["Tail-10"].correct += 1),
      (golden) => golden.predictions.pop(),
      (golden) => (golden.hingeabl_defaults_known_titles_only.f1_inter -= 2e-9),
    ];
    for (const change of changes) {
      const golden = await read();
      change(golden);
      const outcome = await check(golden, context);
      assert.ok(typeof outcome === "object" && outcome.maxDeviation > 1, String(change));
    }
  });

  it("skips all cases, visibly, where the documents are not at hand", async () => {
    const blind = { ...context, find: () => Promise.resolve(null) };
    const outcome = await check(await read(), blind);
    assert.ok(typeof outcome === "object");
    assert.equal(outcome.skipped, outcome.cases);
    assert.match(outcome.why!, /dev_revised\.json/);
  });
});
