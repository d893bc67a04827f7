import assert from "node:assert/strict";
import { exitCodeOf } from "../../../src/app/run/outcome.js";
import { outcomeLines } from "../../../src/app/text/run.js";
import { runHere, TWO_ROWS } from "../../support/commands/in-process.js";
import { allResults, inFolder } from "../../support/runs/runs.js";

const TABLE = { experiments: ["table4"], seeds: [5, 42], only: TWO_ROWS, jobs: 1 };
const REDOCRED = [...TWO_ROWS, { axis: "trainedOn", values: ["redocred"] }] as const;

describe("run with limits", function () {
  this.timeout(120_000);

  it("starts no run beyond the budget, says how many are left, and ends with 3", async () => {
    await inFolder(async (results) => {
      // A run is assumed to take 14 s and takes 3: the budget lets some start, and not all eight.
      const begun = await runHere({ ...TABLE, results, budget: 20 }, { ms: 3000 });
      assert.equal(exitCodeOf(begun), 3);
      assert.ok(begun.left !== null && begun.done >= 1, JSON.stringify(begun.left));
      assert.equal(begun.done + begun.left.runs, begun.runs);
      assert.match(outcomeLines(begun, false)[0], /not started: .* of slot time are spent or pro/);
      const done = await allResults(results);
      const rest = await runHere({ ...TABLE, results });
      assert.deepEqual([exitCodeOf(rest), rest.left], [0, null]);
      const all = await allResults(results);
      for (const [file, bytes] of Object.entries(done)) assert.equal(all[file], bytes);
    });
  });

  it("starts nothing when the first run is expected to take more", async () => {
    await inFolder(async (results) => {
      const outcome = await runHere({ ...TABLE, results, budget: 1 });
      assert.deepEqual([exitCodeOf(outcome), outcome.done], [3, 0]);
      assert.equal(outcome.left?.runs, outcome.runs);
    });
  });

  it("ends a run at its time limit, and the same request goes on from there", async () => {
    await inFolder(async (results) => {
      const request = { ...TABLE, results, only: REDOCRED };
      const outcome = await runHere({ ...request, timeLimit: 3 }, { ms: 60_000 });
      assert.equal(exitCodeOf(outcome), 1);
      const [failure] = outcome.failures;
      assert.equal(failure.kind, "timed-out");
      assert.match(failure.message, /The time limit of 3\.0 s ended the worker/);
      assert.match(failure.advice, /--time-limit/);
      assert.equal(exitCodeOf(await runHere(request)), 0);
    });
  });
});
