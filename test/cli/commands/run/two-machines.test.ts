import assert from "node:assert/strict";
import { statSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { RunEvent } from "../../../../src/contract/event.js";
import { readEnded } from "../../../../src/store/claims/ended.js";
import { startOf } from "../../../../src/base/machine/processes.js";
import type { WorkerPlan } from "../../../support/workers/behaviour.js";
import { startCli, type Cli } from "../../../support/commands/cli.js";
import { allResults, inFolder } from "../../../support/runs/runs.js";

const TABLE = ["table4", "--only", "loss=atl,amtl", "--seeds", "5,42", "--jobs", "2", "--json"];
const ONE = [
  ...["table4", "--only", "loss=atl", "--only", "trainedOn=redocred"],
  ...["--seeds", "5", "--json"],
];

/** A command as another machine with the same folder would run it; its clock is wrong by some hours. */
function onMachine(
  machine: string,
  words: readonly string[],
  root: string,
  plan: WorkerPlan,
  hours = 0,
): Cli {
  const liveness = JSON.stringify({ machine, beatSeconds: 0.2, staleSeconds: 3 });
  const skew = `const now = Date.now; Date.now = () => now() + ${hours * 3_600_000};`;
  const NODE_OPTIONS = `--import=data:text/javascript,${encodeURIComponent(skew)}`;
  return startCli(words, root, plan, { AMTL_TEST_LIVENESS: liveness, NODE_OPTIONS });
}

const startsIn = (events: readonly RunEvent[]): readonly Extract<RunEvent, { type: "started" }>[] =>
  events.filter((event) => event.type === "started");

/** Stops a machine, the command and its workers, lets it go on, or ends it. */
function signalAll({ child, events }: Cli, signal: "SIGSTOP" | "SIGCONT" | "SIGKILL"): void {
  for (const pid of [child.pid!, ...startsIn(events).map((event) => event.pid)]) {
    try {
      process.kill(pid, signal);
    } catch {
      // It has ended.
    }
  }
}

const undisturbed = (words: readonly string[]): Promise<Record<string, string>> =>
  inFolder(async (root) => {
    assert.equal((await startCli(words, root).end).code, 0);
    return await allResults(root);
  });

/** A file of its own: it has been written once and never again. */
const inodes = (root: string, files: readonly string[]): readonly string[] =>
  files.map((file) => {
    const { ino, mtimeMs } = statSync(join(root, file));
    return `${file} ${ino} ${mtimeMs}`;
  });

describe("two machines over one folder", function () {
  this.timeout(120_000);

  it("share the work, whatever their clocks say: every run is trained once", async () => {
    const expected = await undisturbed(TABLE);
    await inFolder(async (root) => {
      const both = [0, 30].map((hours, at) =>
        onMachine(`machine ${at}`, TABLE, root, { ms: 1500 }, hours),
      );
      for (const { end } of both) {
        const { code, stderr } = await end;
        assert.equal(code, 0, stderr);
      }
      const starts = both.flatMap(({ events }) => startsIn(events));
      assert.equal(starts.length, 8);
      assert.equal(new Set(starts.map(({ run }) => run)).size, 8);
      for (const { events } of both) assert.ok(startsIn(events).length > 0, "both did some");
      assert.deepEqual(await allResults(root), expected);
    });
  });

  it("take over what a stopped machine held, which sees that when it comes back, and ends well", async () => {
    const expected = await undisturbed(ONE);
    await inFolder(async (root) => {
      const first = onMachine("one", ONE, root, { ms: 6000 });
      const { run } = await first.until(({ type }) => type === "checkpoint");
      signalAll(first, "SIGSTOP");
      const second = onMachine("two", ONE, root, { ms: 300 });
      try {
        assert.equal((await second.end).code, 0);
        const [start] = startsIn(second.events);
        assert.deepEqual([start.run, start.attempt], [run, 2]);
        assert.notEqual(start.resumedAt, null, "goes on from the other's checkpoint");
        const results = await allResults(root);
        assert.deepEqual(results, expected);
        const before = inodes(root, Object.keys(results));
        signalAll(first, "SIGCONT");
        assert.equal((await first.end).code, 0);
        assert.deepEqual(inodes(root, Object.keys(results)), before, "nothing is written twice");
        const finished = first.events.find((event) => event.type === "finished");
        assert.deepEqual([finished?.trained, finished?.seconds], [false, 0]);
        assert.equal(startsIn(first.events).length, 1);
      } finally {
        for (const cli of [first, second]) signalAll(cli, "SIGKILL");
      }
    });
  });

  it("refuse the result of a worker that was stopped just before it wrote it", async () => {
    const expected = await undisturbed(ONE);
    await inFolder(async (root) => {
      const plan = { ms: 200, bySeed: { 5: { act: "freeze", always: true } } } as const;
      const isScored = (event: RunEvent): boolean =>
        event.type === "evaluated" && event.epoch !== null;
      const first = onMachine("one", ONE, root, plan);
      await first.until(isScored);
      // The command is stopped as well; else its heartbeat would go on.
      signalAll(first, "SIGSTOP");
      const second = onMachine("two", ONE, root, plan);
      try {
        const { run, attempt } = await second.until(isScored);
        assert.equal(attempt, 2);
        const worker = startsIn(first.events)[0].pid;
        await goOnToEnd(worker);
        assert.deepEqual(await allResults(root), {}, "the worker that came back wrote nothing");
        signalAll(first, "SIGCONT");
        await first.until(({ type }) => type === "waiting");
        const [name] = (await readdir(join(root, "train"))).filter((id) => id.startsWith(run));
        const ended = await readEnded(join(root, "train", name, "attempts", "1"));
        assert.equal(ended?.kind, "lost-contact");
        signalAll(second, "SIGCONT");
        for (const { end } of [first, second]) assert.equal((await end).code, 0);
        assert.deepEqual(await allResults(root), expected);
      } finally {
        for (const cli of [first, second]) signalAll(cli, "SIGKILL");
      }
    });
  });

  it("end a worker soon whose command finds that another took its run", async () => {
    await inFolder(async (root) => {
      const first = onMachine("one", ONE, root, { ms: 60_000 });
      await first.until(({ type }) => type === "started");
      const [worker] = startsIn(first.events);
      first.child.kill("SIGSTOP");
      const second = onMachine("two", ONE, root, { ms: 60_000 });
      try {
        await second.until(({ type }) => type === "started");
        first.child.kill("SIGCONT");
        await first.until(({ type }) => type === "waiting");
        assert.throws(() => process.kill(worker.pid, 0), /ESRCH/);
        for (const { child } of [first, second]) child.kill("SIGINT");
        for (const { end } of [first, second]) assert.equal((await end).code, 130);
      } finally {
        for (const cli of [first, second]) signalAll(cli, "SIGKILL");
      }
    });
  });
});

/**
 * Lets a stopped process go on until it has ended, also where nobody has taken note of that (a zombie). More than once,
 * since it may have been stopped from here before it stopped itself.
 */
async function goOnToEnd(pid: number): Promise<void> {
  while ((await startOf(pid)) !== null) {
    process.kill(pid, "SIGCONT");
    await delay(50);
  }
}
