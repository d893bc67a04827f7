import assert from "node:assert/strict";
import { readFile, truncate } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { listManifests, planDir } from "../../../src/store/plans/manifests.js";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { manyRuns } from "../../support/runs/many-runs.js";
import { inFolder } from "../../support/runs/runs.js";

/** The file system of a busy machine takes half a minute to make and remove so many. */
const MANY = process.env.AMTL_SLOW_TESTS === undefined ? 1000 : 10_000;

const TABLE = ["table4", "--seeds", "5,42", "--only", "loss=atl,amtl"];

interface StatusRun {
  readonly id: string;
  readonly state: string;
  readonly host?: string;
  readonly pid?: number;
  readonly workerPid?: number | null;
  readonly step?: number;
  readonly kind?: string;
  readonly message?: string;
}

interface StatusPlan {
  readonly planId: string;
  readonly names: readonly string[];
  readonly counts: Readonly<Record<string, number>>;
  readonly parents: readonly { readonly pid: number; readonly alive: boolean }[];
  readonly runs?: readonly StatusRun[];
}

/** What `status --json` says. */
async function statusOf(root: string, ...words: string[]): Promise<readonly StatusPlan[]> {
  const { stdout } = await runCommand("status", ...words, "--json", "--results", root);
  return (JSON.parse(stdout) as { plans: StatusPlan[] }).plans;
}

describe("amtl-run status", function () {
  this.timeout(120_000);

  it("says that there is nothing, and refuses what it does not know with the nearest", async () => {
    await inFolder(async (root) => {
      const empty = await startCli(["status"], root).end;
      assert.deepEqual([empty.code, empty.stdout], [0, `no plans in ${root}\n`]);
      const none = await startCli(["status", "table4"], root).end;
      assert.equal(none.code, 2);
      assert.match(none.stderr, /there is none yet[^]*amtl-run plan/);
      assert.equal((await startCli(TABLE, root).end).code, 0);
      const wrong = await startCli(["status", "tabel4"], root).end;
      assert.equal(wrong.code, 2);
      assert.match(wrong.stderr, /fix: +amtl-run status table4/);
    });
  });

  it("shows who is at work and how far each run is, then what failed and why, then that all is done", async () => {
    await inFolder(async (root) => {
      const plan = { ms: 2500, bySeed: { 42: { act: "fail", always: true } } } as const;
      const cli = startCli([...TABLE, "--jobs", "2", "--json"], root, plan);
      await cli.until(({ type }) => type === "progress");
      const [during] = await statusOf(root, "table4");
      assert.deepEqual(during.names, ["table4"]);
      assert.deepEqual(
        during.parents.map(({ pid, alive }) => [pid, alive]),
        [[cli.child.pid, true]],
      );
      const running = during.runs!.filter(({ state }) => state === "running");
      assert.ok(running.length > 0);
      assert.equal(during.counts.running, running.length);
      const started = cli.events.flatMap((event) => (event.type === "started" ? [event.pid] : []));
      for (const { host, pid, workerPid } of running) {
        assert.deepEqual([host, pid], [hostname(), cli.child.pid]);
        assert.ok(workerPid == null || started.includes(workerPid));
      }
      assert.ok(running.some(({ step }) => (step ?? 0) > 0));
      const text = await startCli(["status", during.planId.slice(0, 5)], root).end;
      assert.equal(text.code, 3);
      assert.match(text.stdout, /running \(\d\)\n {2}[0-9a-f]{12} {2}atlop .* seed 5\n {4}epoch 1/);
      assert.match(text.stdout, new RegExp(`at work: ${hostname()}, process ${cli.child.pid}`));
      assert.ok(
        text.stdout
          .split("\n")
          .every((line) => line.length <= 100 || /log:|what to do:|^begun /.test(line)),
      );
      assert.equal((await cli.end).code, 1);
      const after = await startCli(["status", "table4"], root).end;
      assert.equal(after.code, 1);
      assert.match(
        after.stdout,
        /4 of 8 runs done, 4 failed\nbegun .*table4.*\nno process works on it/,
      );
      assert.match(
        after.stdout,
        /failed \(4\)\n {2}not-a-number: loss is NaN\n {2}what to do: .*\n {2}[0-9a-f]{12}/,
      );
      const log = /log: (.*)/.exec(after.stdout)![1];
      await readFile(log, "utf8");
      assert.equal((await startCli(TABLE, root).end).code, 0);
      const done = await startCli(["status", "table4"], root).end;
      assert.deepEqual([done.code, done.stdout.includes("8 of 8 runs done\n")], [0, true]);
    });
  });

  it("tells a command that died from one at work, and what it left begun", async () => {
    await inFolder(async (root) => {
      const cli = startCli([...TABLE, "--json"], root, { ms: 3000 });
      await cli.until(({ type }) => type === "checkpoint");
      cli.child.kill("SIGKILL");
      await cli.end;
      const { stdout } = await startCli(["status"], root).end;
      assert.match(
        stdout,
        new RegExp(`gone: ${hostname()}, process ${cli.child.pid}, ended without notice`),
      );
      const [{ counts, parents }] = await statusOf(root, "table4");
      assert.deepEqual([counts.running, parents[0].alive], [0, false]);
      assert.ok(counts.stopped > 0);
    });
  });

  it("goes on where a manifest is damaged, and says so", async () => {
    await inFolder(async (root) => {
      assert.equal((await startCli(TABLE, root).end).code, 0);
      assert.equal(
        (await startCli(["table4", "--seeds", "5", "--only", "loss=aml"], root).end).code,
        0,
      );
      const first = (await listManifests(root)).at(-1);
      assert.ok(first?.state === "present");
      const { planId } = first.manifest;
      await truncate(join(planDir(root, planId), "manifest.json"), 100);
      const { code, stdout } = await startCli(["status"], root).end;
      assert.equal(code, 0);
      assert.match(stdout, new RegExp(`${planId} {2}its manifest cannot be read: .*cut off`));
      assert.match(stdout, /2 of 2 runs done/);
      assert.equal((await startCli(["status", planId], root).end).code, 3);
    });
  });

  it(`looks at ${MANY} runs in about a second`, async function () {
    await inFolder(async (root) => {
      const { planId } = await manyRuns(root, MANY);
      const part = MANY / 10;
      const seconds: number[] = [];
      for (let times = 0; times < 3; times++) {
        const begun = performance.now();
        const { code, stdout } = await startCli(["status", planId], root).end;
        seconds.push((performance.now() - begun) / 1000);
        assert.equal(code, 1);
        assert.match(
          stdout,
          new RegExp(
            `${6 * part} of ${MANY} runs done, 1 running, ${part} failed, ${3 * part - 1} left`,
          ),
        );
      }
      const best = Math.min(...seconds);
      this.test!.title += ` (${best.toFixed(2)} s)`;
      // On a machine that does nothing else it takes half a second.
      assert.ok(best < 3, `${best} s`);
    });
  });
});
