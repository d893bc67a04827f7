import type { FailureKind } from "../../contract/event.js";

const ADVICE: Readonly<Record<FailureKind, string>> = {
  "out-of-memory":
    "run fewer at once (--jobs 1), or on a machine with more memory: the same command goes on from the last checkpoint; a smaller batch (--set batch=2,accumulate=2, or eval-batch=1) is another run",
  "not-a-number":
    "take a lower rate (--set rate=…, head-rate=…): another run; what stands in the log before the last step says whether it came slowly or at once",
  "worker-died":
    "read the log; the same command tries again, from the last checkpoint. If it dies there each time, memory is the first suspect (--jobs 1)",
  "timed-out":
    "the same command goes on from the last checkpoint; give it longer with --time-limit, or less to do with --set epochs=… (another run)",
  preempted: "the same command goes on from the last checkpoint",
  "lost-contact":
    "look on the machine that had it whether the worker still runs; the same command takes the run over when its heartbeat is old",
  "bad-input": "mend what the message names, then the same command goes on",
  environment: "bring what the message names, then the same command goes on",
  prerequisite: "see the failure of the run that the message names; the same command does both",
  protocol:
    "read the log for what the worker did last; a worker of your own is tried with amtl-run worker check",
};

/** What a user can do about a failure, in one line. */
export const adviceFor = (kind: FailureKind): string => ADVICE[kind];
