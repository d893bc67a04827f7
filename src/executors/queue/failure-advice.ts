import type { FailureKind } from "../../contract/event.js";

const ADVICE: Readonly<Record<FailureKind, string>> = {
  "out-of-memory":
    "run fewer at once (--jobs 1), keep fewer encoder layers (--recompute, the same results in more time), or use a machine with more memory: the same command goes on from the last checkpoint; a smaller batch (--set batch=2,accumulate=2, or eval-batch=1) is another run",
  "not-a-number":
    "lower the rate (--set rate=…, head-rate=…), which is another run; the log shows whether the loss grew slowly or at once",
  "worker-died":
    "read the log; the same command tries again, from the last checkpoint where there is one. If it is killed there each time, suspect memory first (--jobs 1)",
  "timed-out":
    "the same command goes on from the last checkpoint; allow more time with --time-limit, or less work with --set epochs=… (another run)",
  preempted: "the same command goes on from the last checkpoint",
  "lost-contact":
    "check on its machine whether the worker still runs; the same command takes the run over when its heartbeat is old",
  "bad-input": "fix what the message names, then run the same command again",
  environment: "provide what the message names, then run the same command again",
  prerequisite:
    "fix the failure of the run that the message names; the same command then does both",
  protocol:
    "read the log for what the worker did last; amtl-run worker check tests a program of your own",
};

/** The same for a kind as it is found in a file; null where an older or newer version wrote it. */
export const adviceOf = (kind: string): string | null =>
  Object.entries(ADVICE).find(([name]) => name === kind)?.[1] ?? null;

/** What a user can do about a failure, in one line. */
export const adviceFor = (kind: FailureKind): string => ADVICE[kind];
