import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvent } from "../../../../src/contract/event.js";
import { startCli } from "../../../support/commands/cli.js";
import { allResults, inFolder } from "../../../support/runs/runs.js";

const ROWS = ["--only", "loss=atl,amtl"];
const TABLE = ["table4", "--seeds", "5", ...ROWS];
/** Two rows of Table 4 on its two training sets. */
const RUNS = 4;

describe("amtl-run run", function () {
  this.timeout(120_000);

  it("trains what is missing, prints the table, writes its files; again, it only prints", async () => {
    await inFolder(async (root) => {
      const first = await startCli(TABLE, root).end;
      assert.equal(first.code, 0, first.stderr);
      assert.match(first.stdout, /AMTL/);
      assert.match(first.stderr, /4 runs, 0 done, 4 new/);
      assert.match(first.stderr, /\[4\/4\] finished/);
      const csv = await readFile(join(root, "smoke", "table4.csv"), "utf8");
      const again = await startCli(TABLE, root).end;
      assert.equal(again.code, 0);
      assert.equal(again.stdout, first.stdout);
      assert.doesNotMatch(again.stderr, /started|finished/);
      assert.equal(await readFile(join(root, "smoke", "table4.csv"), "utf8"), csv);
      // One seed more: only its runs are new.
      const more = await startCli(["table4", "--seeds", "5,42", ...ROWS], root).end;
      assert.match(more.stderr, /8 runs, 4 done, 4 new/);
    });
  });

  it("says with --dry-run what would run, and starts nothing", async () => {
    await inFolder(async (root) => {
      const { code, stdout } = await startCli([...TABLE, "--dry-run"], root).end;
      assert.equal(code, 0);
      assert.match(stdout, /4 runs, 4 to do/);
      assert.deepEqual(await allResults(root), {});
    });
  });

  it("prints nothing but NDJSON on standard output with --json: events, then a summary", async () => {
    await inFolder(async (root) => {
      const { code, stdout } = await startCli([...TABLE, "--json"], root).end;
      assert.equal(code, 0);
      const lines = stdout.trimEnd().split("\n");
      const events = lines.map((line) => JSON.parse(line) as RunEvent & Record<string, unknown>);
      const summary = events.pop()!;
      assert.deepEqual(
        { ...summary, time: "" },
        {
          v: 1,
          type: "summary",
          time: "",
          runs: RUNS,
          done: RUNS,
          failed: 0,
          failures: [],
          left: 0,
          files: ["table4.csv", "table4.wide.csv"].map((name) => join(root, "smoke", name)),
          exitCode: 0,
        },
      );
      assert.deepEqual(
        events.map(({ seq }) => seq),
        events.map((_, i) => i),
      );
      assert.equal(events.filter(({ type }) => type === "finished").length, RUNS);
    });
  });

  it("stops on Ctrl-C with 130 and a checkpoint; the same command goes on to the same bytes", async () => {
    const undisturbed = await inFolder(async (root) => {
      await startCli(TABLE, root).end;
      return await allResults(root);
    });
    await inFolder(async (root) => {
      const cli = startCli([...TABLE, "--json"], root, { ms: 1500 });
      await cli.until(({ type }) => type === "checkpoint");
      cli.child.kill("SIGINT");
      const { code, stderr } = await cli.end;
      assert.equal(code, 130);
      assert.match(stderr, /Stopped with \d of 4 runs done/);
      const next = startCli([...TABLE, "--json"], root);
      assert.equal((await next.end).code, 0);
      const starts = next.events.filter((event) => event.type === "started");
      assert.ok(starts.some(({ resumedAt }) => resumedAt !== null));
      assert.deepEqual(await allResults(root), undisturbed);
    });
  });

  it("ends a worker that does not listen on a second Ctrl-C", async () => {
    await inFolder(async (root) => {
      const plan = { ms: 60, bySeed: { 5: { act: "hang", always: true } } } as const;
      const cli = startCli([...TABLE, "--json"], root, plan);
      const started = await cli.until(({ type }) => type === "started");
      await cli.until((event) => event.type === "checkpoint" && event.step === 6);
      cli.child.kill("SIGINT");
      await new Promise((resolve) => setTimeout(resolve, 800));
      cli.child.kill("SIGINT");
      assert.equal((await cli.end).code, 130);
      assert.ok(started.type === "started");
      assert.throws(() => process.kill(started.pid, 0), /ESRCH/);
    });
  });

  it("kills a worker that does not listen to one Ctrl-C, after a while", async () => {
    await inFolder(async (root) => {
      const plan = { ms: 60, bySeed: { 5: { act: "hang", always: true } } } as const;
      const cli = startCli([...TABLE, "--json"], root, plan, { AMTL_TEST_GRACE: "1" });
      const started = await cli.until(({ type }) => type === "started");
      await cli.until((event) => event.type === "checkpoint" && event.step === 6);
      cli.child.kill("SIGINT");
      const { code } = await cli.end;
      assert.equal(code, 130);
      const ends = cli.events.filter(({ type }) => type === "cancelled");
      assert.ok(ends.some((end) => "message" in end && end.message.includes("killed")));
      assert.ok(started.type === "started");
      assert.throws(() => process.kill(started.pid, 0), /ESRCH/);
    });
  });

  it("shares the work when it is called twice at once: each run is trained once", async () => {
    await inFolder(async (root) => {
      const both = [1, 2].map(() => startCli([...TABLE, "--json"], root, { ms: 400 }));
      for (const { end } of both) assert.equal((await end).code, 0);
      const starts = both.flatMap(({ events }) => events).filter(({ type }) => type === "started");
      assert.equal(starts.length, RUNS);
      assert.equal(new Set(starts.map(({ run }) => run)).size, RUNS);
    });
  });
});
