import assert from "node:assert/strict";
import type { RunEvent } from "../../../src/contract/event.js";
import { listManifests } from "../../../src/store/plans/manifests.js";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { allResults, inFolder } from "../../support/runs/runs.js";

const TABLE = ["table4", "--seeds", "5", "--only", "loss=atl,amtl", "--jobs", "2", "--json"];

interface Asked {
  readonly type: string;
  readonly run?: string;
  readonly pid?: number;
}

async function cancel(root: string, ...words: string[]): Promise<readonly Asked[]> {
  const { code, stdout, stderr } = await runCommand(
    "cancel",
    ...words,
    "--json",
    "--results",
    root,
  );
  assert.equal(code, 0, stderr);
  return (JSON.parse(stdout) as { asked: Asked[] }).asked;
}

const typesOf = (events: readonly RunEvent[], run: string): string[] =>
  events.filter((event) => event.run === run).map(({ type }) => type);

describe("amtl-run cancel", function () {
  this.timeout(120_000);

  it("ends one run with a checkpoint; its command goes on with the others, and the next one with it", async () => {
    const undisturbed = await inFolder(async (root) => {
      await startCli(TABLE, root).end;
      return await allResults(root);
    });
    await inFolder(async (root) => {
      // Long enough to be cancelled at the next heartbeat.
      const cli = startCli(TABLE, root, { ms: 12_000 });
      const { run } = await cli.until(({ type }) => type === "progress");
      const [asked] = await cancel(root, run.slice(0, 8));
      assert.deepEqual([asked.type, asked.run, asked.pid], ["run", run, cli.child.pid]);
      await cli.until((event) => event.type === "cancelled" && event.run === run);
      const types = typesOf(cli.events, run);
      assert.deepEqual(types.slice(-2), ["checkpoint", "cancelled"]);
      const { stdout } = await runCommand("status", "table4", "--results", root);
      assert.match(stdout, new RegExp(`stopped[^]*${run}[^]*stopped: cancelled, attempt 1`));
      assert.match(stdout, /running \(/, "the others go on");
      const stop = await cancel(root);
      assert.deepEqual([stop[0].type, stop[0].pid], ["command", cli.child.pid]);
      assert.equal((await cli.end).code, 130);
      const next = startCli(TABLE, root);
      assert.equal((await next.end).code, 0);
      const starts = next.events.filter((event) => event.type === "started");
      assert.ok(starts.some((event) => event.run === run && event.resumedAt !== null));
      assert.deepEqual(await allResults(root), undisturbed);
    });
  });

  it("stops a plan, all commands that are at work on it, as Ctrl-C would; twice is as once", async () => {
    await inFolder(async (root) => {
      const both = [1, 2].map(() => startCli(TABLE, root, { ms: 60_000 }));
      for (const cli of both) {
        await cli.until(({ type }) => type === "started" || type === "waiting");
      }
      const asked = await cancel(root, "table4");
      assert.deepEqual(
        new Set(asked.map(({ type, pid }) => `${type} ${pid}`)),
        new Set(both.map(({ child }) => `command ${child.pid}`)),
      );
      const [first] = await listManifests(root);
      assert.ok(first.state === "present");
      await cancel(root, first.manifest.planId.slice(0, 4));
      for (const { end } of both) {
        const { code, stderr } = await end;
        assert.equal(code, 130, stderr);
        assert.equal(stderr.match(/Cancelled by amtl-run cancel/g)?.length, 1);
        assert.match(stderr, /Stopped with 0 of 4 runs done/);
      }
      const idle = await startCli(["cancel", "table4"], root).end;
      assert.deepEqual(
        [idle.code, idle.stdout],
        [0, `no process works on plan ${first.manifest.planId} (table4)\n`],
      );
      assert.equal((await startCli(["cancel"], root).end).stdout, "nothing is running\n");
    });
  });

  it("is meant for those who wait for the run, too", async () => {
    await inFolder(async (root) => {
      const words = [
        "table4",
        "--seeds",
        "5",
        "--only",
        "loss=atl",
        "--only",
        "trainedOn=redocred",
        "--json",
      ];
      const one = startCli(words, root, { ms: 60_000 });
      const { run } = await one.until(({ type }) => type === "started");
      const two = startCli(words, root, { ms: 60_000 });
      await two.until(({ type }) => type === "waiting");
      await cancel(root, run);
      for (const cli of [one, two]) {
        assert.equal((await cli.end).code, 3);
        assert.equal(typesOf(cli.events, run).at(-1), "cancelled");
      }
      assert.equal(two.events.filter(({ type }) => type === "started").length, 0);
    });
  });

  it("leaves a run alone that another plan's command does, and says so", async () => {
    await inFolder(async (root) => {
      const narrow = ["table4", "--seeds", "5", "--only", "loss=atl", "--json"];
      const other = startCli(narrow, root, { ms: 20_000 });
      const { run } = await other.until(({ type }) => type === "started");
      const mine = startCli([...narrow, "--seeds", "42"].toSpliced(1, 2), root, { ms: 20_000 });
      await mine.until(({ type }) => type === "started");
      const wide = startCli(["table4", "--seeds", "5,42", "--only", "loss=atl", "--json"], root);
      await wide.until(({ type }) => type === "waiting");
      const manifests = await listManifests(root);
      const plan = manifests.find((f) => f.state === "present" && f.manifest.runs.length === 4);
      assert.ok(plan?.state === "present");
      const asked = await cancel(root, plan.manifest.planId);
      assert.equal(asked[0].pid, wide.child.pid);
      assert.ok(asked.some((each) => each.type === "left" && each.run === run));
      assert.equal((await wide.end).code, 130);
      for (const cli of [other, mine]) cli.child.kill("SIGINT");
      for (const cli of [other, mine]) assert.equal((await cli.end).code, 130);
    });
  });

  it("reaches a run that is queued: its command does not begin it, and does the others", async () => {
    await inFolder(async (root) => {
      const words = [...TABLE.slice(0, 5), "--jobs", "1", "--json"];
      const cli = startCli(words, root, { ms: 4000 });
      const { run: first } = await cli.until(({ type }) => type === "started");
      const queued = cli.events.filter(({ type }) => type === "queued").map(({ run }) => run);
      const last = queued.at(-1)!;
      assert.notEqual(last, first);
      const [asked] = await cancel(root, last);
      assert.deepEqual([asked.type, asked.run, asked.pid], ["queued", last, cli.child.pid]);
      assert.equal((await cli.end).code, 3);
      assert.deepEqual(typesOf(cli.events, last), ["queued", "cancelled"]);
      const others = queued.filter((run) => run !== last);
      for (const run of others) assert.equal(typesOf(cli.events, run).at(-1), "finished");
      const next = startCli(words, root);
      assert.equal((await next.end).code, 0, "the request was meant for that command alone");
    });
  });

  it("kills a worker that does not listen, after a while, and says so; its command goes on", async () => {
    await inFolder(async (root) => {
      const plan = { ms: 1000, bySeed: { 5: { act: "hang" } } } as const;
      const words = [...TABLE.slice(0, 3), "--only", "loss=atl", "--jobs", "1", "--json"];
      const cli = startCli(words, root, plan, { AMTL_TEST_GRACE: "2" });
      const { run } = await cli.until((event) => event.type === "checkpoint" && event.step === 6);
      await cancel(root, run);
      const end = await cli.until((event) => event.type === "cancelled" && event.run === run);
      assert.ok(end.type === "cancelled");
      assert.match(end.message ?? "", /not end within 2 s .* killed \(SIGKILL\)/);
      await cli.until((event) => event.type === "started" && event.run !== run);
      cli.child.kill("SIGKILL");
      await cli.end;
    });
  });

  it("refuses what it does not know", async () => {
    await inFolder(async (root) => {
      const { code, stderr } = await startCli(["cancel", "table4"], root).end;
      assert.equal(code, 2);
      assert.match(stderr, /Unknown plan or run "table4"/);
    });
  });
});
