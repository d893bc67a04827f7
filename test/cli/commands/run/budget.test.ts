import assert from "node:assert/strict";
import type { RunSummary } from "../../../../src/contract/event.js";
import { startCli } from "../../../support/commands/cli.js";
import { inFolder } from "../../../support/runs/runs.js";

const TABLE = ["table4", "--seeds", "5,42", "--only", "loss=atl,amtl", "--json", "--jobs", "1"];

const summaryOf = (stdout: string): RunSummary =>
  JSON.parse(stdout.trimEnd().split("\n").at(-1)!) as RunSummary;

describe("amtl-run run with limits", function () {
  this.timeout(120_000);

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
