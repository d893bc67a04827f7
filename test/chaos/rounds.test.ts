import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { execa } from "execa";
import { seededRandom } from "../../src/base/random.js";
import { environment, program, startCli, type Cli } from "../support/commands/cli.js";
import { killNow } from "../support/machines/faults.js";
import { smallDisk } from "../support/machines/small-disk.js";
import { allResults } from "../support/runs/runs.js";

const WORDS = ["table4", "--only", "loss=atl,amtl", "--seeds", "1,2", "--jobs", "2", "--json"];
const RUNS = 8;
/** Milliseconds of a stand-in training. */
const MS = 250;

/** A fault, done to a command at work in the folder; it resolves when all that it started has ended or may be left. */
type Round = (root: string, journal: string) => Promise<void>;

const envOf = (journal: string): NodeJS.ProcessEnv => ({ AMTL_TEST_JOURNAL: journal });
const begin = (root: string, journal: string, env: NodeJS.ProcessEnv = {}): Cli =>
  startCli(WORDS, root, { ms: MS }, { ...envOf(journal), ...env });

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

/** A shell's limit on all processes of the command. */
const limited =
  (limit: string): Round =>
  async (root, journal) => {
    const words = ["-c", `ulimit ${limit} && exec "$@"`, "bash", process.execPath, ...program()];
    const env = { ...environment(root, { ms: MS }), ...envOf(journal) };
    const { stderr } = await execa("bash", [...words, ...WORDS], { env, reject: false });
    assert.doesNotMatch(stderr, /^ {4}at /m, `ulimit ${limit}: ${stderr}`);
  };

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
    const env = { ...environment(root, { ms: MS }), ...envOf(journal) };
    const words = ["-f", days, process.execPath, ...program(), ...WORDS];
    const other = begin(root, journal);
    await Promise.all([execa("faketime", words, { env, reject: false }), other.end]);
  };

const ROUNDS: readonly (readonly [string, Round])[] = [
  ["a worker is stopped", stopped((cli) => workersOf(cli).slice(0, 1))],
  ["all workers are stopped", stopped(workersOf)],
  ["the command is stopped", stopped(({ child }) => [child.pid])],
  ["both are stopped", stopped((cli) => [cli.child.pid, ...workersOf(cli)])],
  ["the command is killed with stopped workers", orphaned],
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

describe("rounds of faults", function () {
  this.timeout(3_600_000);
  let outside = "";
  let expected: Readonly<Record<string, string>>;
  let csv: string;
  const counts = { rounds: 0, lost: 0, doubled: 0, different: 0 };

  const csvOf = (root: string): Promise<string> =>
    readFile(join(root, "smoke", "table4.csv"), "utf8");

  before(async function () {
    if (process.env.AMTL_SLOW_TESTS === undefined) this.skip();
    outside = await mkdtemp(join(tmpdir(), "amtl-rounds-"));
    const calm = join(outside, "calm");
    const undisturbed = await startCli(WORDS, calm, { ms: 10 }).end;
    assert.equal(undisturbed.code, 0, undisturbed.stderr);
    expected = await allResults(calm);
    assert.equal(Object.keys(expected).length, 2 * RUNS);
    csv = await csvOf(calm);
  });
  after(async () => {
    if (outside !== "") await rm(outside, { recursive: true, force: true });
  });

  /** Runs again, undisturbed, and compares with the calm pass. */
  async function judge(root: string, journal: string, what: string): Promise<void> {
    const last = await begin(root, journal).end;
    assert.equal(last.code, 0, `${what}: ${last.stderr}`);
    const results = await allResults(root);
    counts.rounds++;
    counts.lost += Object.keys(expected).filter((path) => !Object.hasOwn(results, path)).length;
    counts.different += Object.entries(expected).filter(
      ([path, text]) => Object.hasOwn(results, path) && results[path] !== text,
    ).length;
    if ((await csvOf(root)) !== csv) counts.different++;
    const trained = (await readFile(journal, "utf8")).trim().split("\n");
    counts.doubled += trained.length - new Set(trained).size;
    const { lost, doubled, different } = counts;
    assert.deepEqual([lost, doubled, different], [0, 0, 0], what);
  }

  for (const [name, round] of ROUNDS) {
    it(`${name}: the same bytes after running again`, async () => {
      const root = join(outside, `runs${counts.rounds}`);
      const journal = `${root}.journal`;
      await round(root, journal);
      await judge(root, journal, name);
    });
  }

  for (const days of ["+2d", "-2d"]) {
    it(`a clock that is ${days} off, beside another command: the same bytes`, async function () {
      if (!hasFaketime) {
        this.test!.title += " (not run: there is no faketime)";
        this.skip();
      }
      const root = join(outside, `runs${counts.rounds}`);
      await skewed(days)(root, `${root}.journal`);
      await judge(root, `${root}.journal`, days);
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
        const journal = join(outside, `journal${counts.rounds}`);
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

  it("count", function () {
    const { rounds, lost, doubled, different } = counts;
    assert.ok(rounds >= ROUNDS.length);
    this.test!.title = `${rounds} rounds: ${lost} lost, ${doubled} doubled, ${different} different from an undisturbed pass`;
  });
});
