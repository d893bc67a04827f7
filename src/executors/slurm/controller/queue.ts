/** What squeue says of one array task. Slurm has two dozen states; what matters is whether the task is still to be awaited. */
export interface QueuedTask {
  /** As scontrol and scancel take it: "17_3". */
  readonly id: string;
  /** The submission's folder. */
  readonly submission: string;
  readonly index: number;
  readonly phase: Phase;
  /** Slurm's own words, for people. */
  readonly state: string;
  readonly reason: string;
}

/**
 * waiting: will run; delayed: requeued, and not before some time; held: will run only after a release; active: has a node;
 * over: has ended, and is only shown for a while; unknown: a state that we do not know, which means nothing.
 */
export type Phase = "waiting" | "delayed" | "held" | "active" | "over" | "unknown";

const ACTIVE = [
  "RUNNING",
  "COMPLETING",
  "CONFIGURING",
  "STAGE_OUT",
  "SUSPENDED",
  "STOPPED",
  "SIGNALING",
  "RESIZING",
];
const OVER = [
  "COMPLETED",
  "FAILED",
  "CANCELLED",
  "TIMEOUT",
  "NODE_FAIL",
  "OUT_OF_MEMORY",
  "BOOT_FAIL",
  "DEADLINE",
  "PREEMPTED",
  "REVOKED",
];
const WAITING = ["PENDING", "REQUEUED", "REQUEUE_FED", "RESV_DEL_HOLD"];
const HELD = ["REQUEUE_HOLD", "SPECIAL_EXIT"];

/** The fields that {@link parseQueue} reads: id, array's id and index, state, reason, comment. */
export const QUEUE_FORMAT = "%i|%F|%K|%T|%r|%k";

/**
 * Reads `squeue -h -r -o QUEUE_FORMAT`. Lines that are no array task of ours are left out.
 * The id is that of the array and the index, never the task's own number, which for the last one equals the array's.
 */
export function parseQueue(text: string): readonly QueuedTask[] {
  return text.split("\n").flatMap((line): QueuedTask[] => {
    const [id = "", array = "", index = "", state = "", reason = "", ...comment] = line
      .trim()
      .split("|") as (string | undefined)[];
    if (!/^\d+$/.test(index)) return [];
    // A federated cluster's ids carry the cluster in the upper bits of the number; they stay as they are.
    const name = /^\d+$/.test(array) ? `${array}_${index}` : id;
    const submission = comment.join("|");
    return [
      { id: name, submission, index: Number(index), phase: phaseOf(state, reason), state, reason },
    ];
  });
}

function phaseOf(state: string, reason: string): Phase {
  // "CANCELLED by 1000"
  const [word] = state.split(" ");
  if (HELD.includes(word)) return "held";
  if (ACTIVE.includes(word)) return "active";
  if (OVER.includes(word)) return "over";
  if (!WAITING.includes(word)) return "unknown";
  if (/held/i.test(reason)) return "held";
  return reason === "BeginTime" ? "delayed" : "waiting";
}

/** Whether a task has no node: cancelling it costs no work. */
export const isIdle = ({ phase }: Pick<QueuedTask, "phase">): boolean =>
  phase === "waiting" || phase === "delayed" || phase === "held";

/** Why a task waits where all is as it should be: for resources, or for others to end. */
const USUAL = ["", "None", "Resources", "Priority", "BeginTime", "JobArrayTaskLimit", "Cleaning"];

/** Whether a task waits for something that waiting alone may not bring: a node that is down, a limit of the account's. */
export const isBlocked = ({ phase, reason }: Pick<QueuedTask, "phase" | "reason">): boolean =>
  (phase === "waiting" || phase === "held") && !USUAL.includes(reason);
