import assert from "node:assert/strict";
import { trainedRun } from "../../../src/app/lookup/trained-run.js";
import { AmtlError } from "../../../src/base/errors.js";
import { trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import { trainDir } from "../../../src/store/paths.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { inFolder, sampleJob } from "../../support/runs/runs.js";

/** Two runs that differ in seed. */
async function twoRuns(root: string): Promise<readonly string[]> {
  const { train, dependencies } = sampleJob(root, 3);
  const ids: string[] = [];
  for (const seed of [3, 4]) {
    const spec = { ...train, seed };
    const { trainId } = trainIdOf(spec, dependencies);
    await ensureSpec(trainDir(root, trainId), { spec, dependencies });
    ids.push(trainId);
  }
  return ids;
}

const refused = (message: RegExp, expected: RegExp) => (error: unknown) =>
  error instanceof AmtlError &&
  message.test(error.message) &&
  expected.test(error.details.expected ?? "");

describe("the run that a word stands for", () => {
  it("is known by the first digits of its id, and by any part of its label, of one word too", async () => {
    await inFolder(async (root) => {
      const [first, second] = await twoRuns(root);
      assert.equal(await trainedRun(root, first.slice(0, 12), "errors"), first);
      assert.equal(await trainedRun(root, "seed 4", "errors"), second);
      await assert.rejects(
        trainedRun(root, "atlop", "errors"),
        refused(/Ambiguous run "atlop"/, /more of its label/),
      );
    });
  });

  it("is unknown where no label has the word", async () => {
    await inFolder(async (root) => {
      await twoRuns(root);
      await assert.rejects(
        trainedRun(root, "nosuch", "errors"),
        refused(/Unknown run "nosuch"/, /part of its label/),
      );
    });
  });
});
