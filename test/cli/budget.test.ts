import assert from "node:assert/strict";
import type { RunSummary } from "../../src/contract/event.js";
import { startCli } from "../support/cli.js";
import { allResults, inFolder } from "../support/runs.js";

const TABLE = ["table4", "--seeds", "5,42", "--only", "loss=atl,amtl", "--json", "--jobs", "1"];

const summaryOf = (stdout: string): RunSummary =>
  JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as RunSummary;

describe("amtl-run run with limits", function () {
  this.timeout(120_000);

  it("starts no run beyond the budget, says how many are left, and ends with 3", async () => {
    await inFolder(async (root) => {
      // A run is assumed to take 14 s and takes 3: the budget lets some start, and not all eight.
      const begun = await startCli([...TABLE, "--budget", "20s"], root, { ms: 3000 }).end;
      assert.equal(begun.code, 3, begun.stderr);
      const summary = summaryOf(begun.stdout);
      assert.ok(summary.done >= 1 && summary.left >= 1, JSON.stringify(summary));
      assert.equal(summary.done + summary.left, summary.runs);
      assert.match(begun.stderr, /not started: .* of slot time are spent or promised/);
      const done = await allResults(root);
      const rest = await startCli(TABLE, root).end;
      assert.equal(rest.code, 0, rest.stderr);
      assert.equal(summaryOf(rest.stdout).left, 0);
      const all = await allResults(root);
      for (const [file, bytes] of Object.entries(done)) assert.equal(all[file], bytes);
    });
  });

  it("starts nothing when the first run is expected to take more", async () => {
    await inFolder(async (root) => {
      const { code, stdout } = await startCli([...TABLE, "--budget", "1s"], root).end;
      assert.equal(code, 3);
      const { done, left, runs } = summaryOf(stdout);
      assert.deepEqual([done, left], [0, runs]);
    });
  });

  it("ends a run at its time limit, and the same command goes on from there", async () => {
    await inFolder(async (root) => {
      const words = [...TABLE, "--only", "trainedOn=redocred"];
      const cli = startCli([...words, "--time-limit", "3s"], root, { ms: 60_000 });
      const { code, stderr, stdout } = await cli.end;
      assert.equal(code, 1, stderr);
      const [failure] = summaryOf(stdout).failures;
      assert.equal(failure.kind, "timed-out");
      assert.match(failure.advice, /--time-limit/);
      assert.match(stderr, /failed \(timed-out\): The time limit of 3\.0 s ended the worker/);
      assert.match(stderr, /what to do: .*--time-limit/);
      const again = startCli(words, root, { ms: 60 });
      assert.equal((await again.end).code, 0);
    });
  });

  it("kills a worker that does not listen to its time limit, after a while", async () => {
    await inFolder(async (root) => {
      const words = [...TABLE, "--only", "trainedOn=redocred", "--only", "loss=atl"];
      const plan = { ms: 600, bySeed: { 5: { act: "hang", always: true } } } as const;
      const limited = [...words, "--time-limit", "2s"];
      const cli = startCli(limited, root, plan, { AMTL_TEST_GRACE: "1" });
      const { run } = await cli.until(({ type }) => type === "started");
      const { code, stdout, stderr } = await cli.end;
      assert.equal(code, 1, stderr);
      assert.deepEqual(
        summaryOf(stdout).failures.map((failure) => [failure.run, failure.kind]),
        [[run, "timed-out"]],
      );
    });
  });

  for (const words of [
    ["--budget", "40"],
    ["--time-limit", "soon"],
    ["--budget", "0h"],
  ]) {
    it(`refuses ${words.join(" ")} with 2, and says how durations are written`, async () => {
      await inFolder(async (root) => {
        const { code, stderr } = await startCli([...TABLE, ...words], root).end;
        assert.equal(code, 2);
        assert.match(stderr, /90m or 1h30m/);
      });
    });
  }
});
