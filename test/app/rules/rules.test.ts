import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import { findRules } from "../../../src/app/rules/rules.js";
import { rulesCsv, rulesText } from "../../../src/app/text/rules.js";
import { AmtlError } from "../../../src/base/errors.js";
import { trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import { milr } from "../../../src/methods/plugins/index.js";
import { trainDir } from "../../../src/store/paths.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { inFolder, sampleJob } from "../../support/runs/runs.js";

/** A run with MILR on the synthetic corpus, which has no rules to speak of: any confidence will do. */
async function runWithRules(root: string): Promise<string> {
  const { train, dependencies } = sampleJob(root, 3);
  const plugin = { id: milr.id, params: milr.params.parse({ confidence: 0 }) };
  const spec = { ...train, plugin };
  const { trainId } = trainIdOf(spec, dependencies);
  await ensureSpec(trainDir(root, trainId), { spec, dependencies });
  return trainId;
}

describe("rules of a run", () => {
  it("are the strongest of those that its training labels show, as table, CSV and data", async () => {
    await inFolder(async (results) => {
      const run = await runWithRules(results);
      const found = await findRules({ run: run.slice(0, 12), top: 5, results });
      assert.ok(found.rules.length > 0);
      assert.equal(found.plugin, "MILR");
      const strengths = found.rules.map(({ strength }) => strength);
      assert.deepEqual(
        strengths,
        strengths.toSorted((a, b) => b - a),
      );
      for (const { rule, confidence, support } of found.rules) {
        assert.match(rule, /^S\d\d\([xyz],[xyz]\)( ∧ S\d\d\([xyz],[xyz]\))? ⇒ S\d\d\(x,y\)$/);
        assert.ok(confidence !== null && confidence > 0.1 && support !== null && support > 3);
      }
      const rows: string[][] = parse(rulesCsv(found));
      assert.deepEqual(
        rows.map(([rule]) => rule),
        ["rule", ...found.rules.map(({ rule }) => rule)],
      );
      for (const { rule } of found.rules) assert.ok(rulesText(found).includes(rule));
    });
  });

  it("are refused of a run without a plugin", async () => {
    await inFolder(async (results) => {
      const { trainId, train, dependencies } = sampleJob(results, 3);
      await ensureSpec(trainDir(results, trainId), { spec: train, dependencies });
      await assert.rejects(
        findRules({ run: trainId, results }),
        (error) => error instanceof AmtlError && error.message.includes("has no rules"),
      );
    });
  });
});
