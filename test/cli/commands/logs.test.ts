import assert from "node:assert/strict";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { RunEvent } from "../../../src/contract/event.js";
import { startCli } from "../../support/commands/cli.js";
import { inFolder } from "../../support/runs/runs.js";

const TABLE = ["table4", "--seeds", "5", "--only", "loss=atl", "--jobs", "1", "--json"];

describe("amtl-run logs", function () {
  this.timeout(120_000);

  it("tells a failed run's events in words, its worker's last words, and where the files are", async () => {
    await inFolder(async (root) => {
      const plan = { ms: 100, bySeed: { 5: { act: "exit", always: true } } } as const;
      const cli = startCli(TABLE, root, plan);
      await cli.end;
      const { run } = cli.events[0];
      const { code, stdout } = await startCli(["logs", run.slice(0, 6)], root).end;
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`^${run} {2}atlop atl .* seed 5, attempt 2\n`));
      assert.match(stdout, /\n\d\d:\d\d:\d\d {2}started +[0-9a-f]{12}, from step 6\n/);
      assert.match(stdout, /\n\d\d:\d\d:\d\d {2}failed .*something broke \(worker-died\)/);
      assert.match(stdout, /end of the worker's standard error:\n {2}something broke\n/);
      assert.match(stdout, /events: +.*attempts\/2\/log\.ndjson\nworker: .*stderr\.log\n/);
      assert.match(stdout, /earlier: --attempt 1\n$/);
      const first = await startCli(["logs", run, "--attempt", "1", "--json"], root).end;
      const events = first.stdout.trimEnd().split("\n");
      const types = events.map((line) => (JSON.parse(line) as RunEvent).type);
      assert.deepEqual(types.slice(-2), ["failed", "retrying"]);
    });
  });

  it("follows a run until it ends, also into its next attempt", async () => {
    await inFolder(async (root) => {
      const plan = { ms: 1500, bySeed: { 5: { act: "die" } } } as const;
      const cli = startCli(TABLE, root, plan);
      const { run } = await cli.until(({ type }) => type === "started");
      const { code, stdout } = await startCli(["logs", run, "-f"], root).end;
      assert.equal(code, 0, stdout);
      assert.match(stdout, /attempt 1\n[^]*trying again[^]*attempt 2\n[^]*finished[^]*events:/);
      assert.equal((await cli.end).code, 0);
    });
  });

  it("ends when the run's command was killed and no command takes over", async () => {
    await inFolder(async (root) => {
      const cli = startCli(TABLE, root, { ms: 60_000 });
      const { run } = await cli.until(({ type }) => type === "started");
      const follower = startCli(["logs", run, "-f"], root);
      cli.child.kill("SIGKILL");
      assert.equal((await follower.end).code, 3);
    });
  });

  it("ends with 2 for a word that stands for several runs, and with 3 for a run that is new", async () => {
    await inFolder(async (root) => {
      const ids = ["a", "b"].map((letter) => `3901e6${letter.repeat(58)}`);
      for (const id of ids) await mkdir(join(root, "train", id), { recursive: true });
      const several = await startCli(["logs", "3901e6"], root).end;
      assert.equal(several.code, 2);
      assert.match(several.stderr, /Ambiguous run id "3901e6"[^]*3901e6aaaaaa, 3901e6bbbbbb/);
      const fresh = await startCli(["logs", "3901e6b"], root).end;
      assert.equal(fresh.code, 3);
      assert.match(fresh.stderr, /3901e6bbbbbb has not begun/);
    });
  });
});
