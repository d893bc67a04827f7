import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { readdirSync } from "node:fs";
import { setTimeout as delay } from "node:timers/promises";
import { begin, judgedRounds, under, type Round } from "./judged-rounds.js";

/** The command and its workers under strace, each call of whose threads may fail or kill. */
const injected = (...faults: readonly string[]): Round => {
  const calls = faults.map((fault) => fault.split(":")[0]);
  const rules = faults.flatMap((fault) => ["-e", `inject=${fault}`]);
  return under(
    "strace",
    "-f",
    "-qq",
    "-o",
    "/dev/null",
    "-e",
    `trace=${calls.join(",")}`,
    ...rules,
  );
};

/**
 * The command can open nothing for a while: openat fails with EMFILE. Not by strace, which would fail the loading of
 * modules, too: Node says of those that they are not there.
 */
const outOfFiles: Round = async (root, journal) => {
  const cli = begin(root, journal);
  await cli.until(({ type }) => type === "progress");
  const pid = `${cli.child.pid}`;
  const limit = (files: string): unknown =>
    execFileSync("prlimit", ["--pid", pid, `--nofile=${files}:`]);
  limit(`${readdirSync(`/proc/${pid}/fd`).length}`);
  await delay(2000);
  // It may have given up by now.
  if (cli.child.exitCode === null) limit("1024");
  const { stderr } = await cli.end;
  assert.doesNotMatch(stderr, /^ {4}at /m, stderr);
};

/** Every fifth call of a thread from its third on fails. */
const SOMETIMES = "when=3+5";

const FAILURES: readonly string[] = [
  "link:error=EPERM",
  `link:error=EIO:${SOMETIMES}`,
  `rename:error=EIO:${SOMETIMES}`,
  `fsync:error=EIO:${SOMETIMES}`,
  `fsync:error=ENOSPC:${SOMETIMES}`,
  "pwrite64:error=EIO:when=1",
  `mkdir:error=EDQUOT:${SOMETIMES}`,
  `link:error=EDQUOT:${SOMETIMES}`,
  `rename:error=ESTALE:${SOMETIMES}`,
];

const hasStrace = spawnSync("strace", ["-f", "-e", "trace=none", "true"]).status === 0;

judgedRounds("rounds of failing system calls", ({ play }) => {
  before(function () {
    if (!hasStrace) this.skip();
  });

  for (const fault of FAILURES) play(fault, injected(fault));
  play("openat:error=EMFILE for two seconds", outOfFiles);
  for (const call of ["rename", "link", "fsync", "unlink"]) {
    for (const at of [1, 2, 3, 5])
      play(`SIGKILL at ${call} ${at} of a thread`, injected(`${call}:signal=KILL:when=${at}`));
  }
  for (const [call, at] of [
    ["rename", 2],
    ["fsync", 3],
    ["unlink", 1],
  ] as const) {
    const kill = `${call}:signal=KILL:when=${at}`;
    play(
      `SIGKILL at ${call} ${at} of a thread, without hard links`,
      injected("link:error=EPERM", kill),
    );
  }
});
