import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { seededRandom } from "../../src/base/random.js";
import type { Cli } from "../support/commands/cli.js";
import { killNow } from "../support/machines/faults.js";
import { smallDisk } from "../support/machines/small-disk.js";
import { begin, judgedRounds, under, type Round } from "./judged-rounds.js";

/** Process ids of the workers that were started. */
const workersOf = ({ events }: Cli): readonly number[] =>
  events.flatMap((event) => (event.type === "started" ? [event.pid] : []));

function signal(pid: number | undefined, name: NodeJS.Signals): void {
  try {
    if (pid !== undefined) process.kill(pid, name);
  } catch {
    // It has ended.
  }
}

/** Stops processes in the midst of their work for a while. */
const stopped =
  (which: (cli: Cli) => readonly (number | undefined)[]): Round =>
  async (root, journal) => {
    const cli = begin(root, journal);
    await cli.until(({ type }) => type === "progress");
    const pids = which(cli);
    for (const pid of pids) signal(pid, "SIGSTOP");
    await delay(1500);
    for (const pid of pids) signal(pid, "SIGCONT");
    await cli.end;
  };

/** Kills the command while its workers are stopped, which then go on. */
const orphaned: Round = async (root, journal) => {
  const cli = begin(root, journal);
  await cli.until(({ type }) => type === "progress");
  const pids = workersOf(cli);
  for (const pid of pids) signal(pid, "SIGSTOP");
  killNow(cli, "parent");
  const other = begin(root, journal);
  await delay(1000);
  for (const pid of pids) signal(pid, "SIGCONT");
  await Promise.all([cli.end, other.end]);
};

/** A machine is stopped until another takes its runs over, and goes on when that has done them. */
const takenOver: Round = async (root, journal) => {
  const machine = (name: string): Cli => {
    const liveness = { machine: name, beatSeconds: 0.2, staleSeconds: 3 };
    return begin(root, journal, { AMTL_TEST_LIVENESS: JSON.stringify(liveness) });
  };
  const first = machine("first");
  await first.until(({ type }) => type === "progress");
  const pids = [first.child.pid, ...workersOf(first)];
  for (const pid of pids) signal(pid, "SIGSTOP");
  const other = await machine("other").end;
  assert.equal(other.code, 0, other.stderr);
  for (const pid of pids) signal(pid, "SIGCONT");
  await first.end;
};

/** A shell's limit on all processes of the command. */
const limited = (limit: string): Round =>
  under("bash", "-c", `ulimit ${limit} && exec "$@"`, "bash");

/** Several commands at once; some are killed and begun again. */
const together =
  (count: number, kills: number, seed: number): Round =>
  async (root, journal) => {
    const random = seededRandom(seed, "together");
    const clis = Array.from({ length: count }, () => begin(root, journal));
    for (let kill = 0; kill < kills; kill++) {
      await delay(200 + random.below(800));
      const at = random.below(count);
      killNow(clis[at], (["worker", "parent", "both"] as const)[random.below(3)]);
      clis.push(begin(root, journal));
    }
    await Promise.all(clis.map(({ end }) => end));
  };

/** The owner's file of an attempt at work is damaged. */
const ownerDamaged: Round = async (root, journal) => {
  const cli = begin(root, journal);
  await cli.until(({ type }) => type === "progress");
  for (const name of await readdir(root, { recursive: true })) {
    if (name.endsWith("owner.json")) await writeFile(join(root, name), '{"schema": 1,');
  }
  const other = begin(root, journal);
  await Promise.all([cli.end, other.end]);
};

/** Nobody reads what the command says. */
const unread: Round = async (root, journal) => {
  const cli = begin(root, journal);
  await cli.until(({ type }) => type === "progress");
  cli.child.stdout?.destroy();
  cli.child.stderr?.destroy();
  await new Promise((resolve) => cli.child.once("exit", resolve));
};

/** The clock of one of two commands is days off. */
const skewed =
  (days: string): Round =>
  async (root, journal) => {
    await Promise.all([under("faketime", "-f", days)(root, journal), begin(root, journal).end]);
  };

const ROUNDS: readonly (readonly [string, Round])[] = [
  ["a worker is stopped", stopped((cli) => workersOf(cli).slice(0, 1))],
  ["all workers are stopped", stopped(workersOf)],
  ["the command is stopped", stopped(({ child }) => [child.pid])],
  ["both are stopped", stopped((cli) => [cli.child.pid, ...workersOf(cli)])],
  ["the command is killed with stopped workers", orphaned],
  ["a machine is stopped until another has done its work", takenOver],
  ...["-n 64", "-n 40", "-n 24", "-v 1500000", "-v 900000", "-f 0", "-f 1", "-f 4"].map(
    (limit) => [`ulimit ${limit}`, limited(limit)] as const,
  ),
  ...[1, 2, 3].map(
    (seed) => [`two commands, killed at random ${seed}`, together(2, 5, seed)] as const,
  ),
  ...[1, 2].map((seed) => [`six commands at once ${seed}`, together(6, 0, seed)] as const),
  ["owner.json is damaged in flight", ownerDamaged],
  ["the output is closed", unread],
];

/** Disks that are too small until they are made larger: KiB, and inodes where few. */
const DISKS: readonly (readonly [number, number?])[] = [
  [40],
  [120],
  [300],
  [600],
  [1000],
  ...[12, 20, 30, 45, 60, 80].map((inodes) => [65_536, inodes] as const),
];

const hasFaketime = spawnSync("faketime", ["--version"]).error === undefined;

judgedRounds("rounds of faults", ({ play, place, judge }) => {
  for (const [name, round] of ROUNDS) play(name, round);

  for (const days of ["+2d", "-2d"]) {
    it(`a clock that is ${days} off, beside another command: the same bytes`, async function () {
      if (!hasFaketime) {
        this.test!.title += " (not run: there is no faketime)";
        this.skip();
      }
      const [root, journal] = place();
      await skewed(days)(root, journal);
      await judge(root, journal, days);
    });
  }

  for (const [kibibytes, inodes] of DISKS) {
    const option = `${kibibytes} KiB${inodes === undefined ? "" : `, ${inodes} inodes`}`;
    it(`a disk of ${option}: one clear error, and the same bytes once there is room`, async function () {
      const disk = smallDisk(kibibytes, inodes);
      if (disk === null) {
        this.test!.title += " (not run: this user may not mount one)";
        this.skip();
      }
      try {
        const root = join(disk.folder, "runs");
        const [, journal] = place();
        const { code, stderr } = await begin(root, journal).end;
        assert.ok([0, 1, 4].includes(code ?? -1), `${option}: ${code} ${stderr}`);
        assert.doesNotMatch(stderr, /^ {4}at /m, stderr);
        disk.resize(65_536, 10_000);
        await judge(root, journal, option);
      } finally {
        disk.remove();
      }
    });
  }
});
