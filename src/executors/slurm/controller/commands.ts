import { ask as askProgram } from "../../../base/machine/processes.js";
import { jobName } from "../sbatch-options.js";
import { parseAccount, type Account } from "./accounting.js";
import { parseQueue, QUEUE_FORMAT, type QueuedTask } from "./queue.js";

/** What a Slurm command answered. A controller that is busy, dead or unreachable has not answered. */
export type Answer<T> =
  | { readonly known: true; readonly value: T }
  | { readonly known: false; readonly why: string; readonly missing: boolean };

/** Longer than Slurm's own patience with its controller by default (MessageTimeout, 10 s), several times. */
const TIMEOUT_MS = 60_000;

/** Other languages would change the states; the user's own formats would change the fields. */
const ENVIRONMENT = { LC_ALL: "C", SQUEUE_FORMAT: undefined, SQUEUE_STATES: undefined };

async function ask(program: string, words: readonly string[]): Promise<Answer<string>> {
  const answer = await askProgram(program, words, TIMEOUT_MS, ENVIRONMENT);
  if (answer.ok) return { known: true, value: answer.stdout };
  return { known: false, why: answer.why, missing: answer.missing };
}

const map = <A, B>(answer: Answer<A>, change: (value: A) => B): Answer<B> =>
  answer.known ? { known: true, value: change(answer.value) } : answer;

/** Submits a script. @returns the id of the array. */
export const submit = async (script: string): Promise<Answer<string>> =>
  map(await ask("sbatch", ["--parsable", script]), (text) => text.trim().split(";")[0]);

/** The plan's tasks that the controller knows of; those that ended are no longer among them. */
export const queueOf = async (planId: string): Promise<Answer<readonly QueuedTask[]>> =>
  map(
    await ask("squeue", [
      "--noheader",
      "--array",
      "--me",
      `--name=${jobName(planId)}`,
      `--format=${QUEUE_FORMAT}`,
    ]),
    parseQueue,
  );

/** The largest number of tasks in an array; 1,000 where nobody says (Slurm's own default less one). */
export async function maxArraySize(): Promise<number> {
  const answer = await ask("scontrol", ["show", "config"]);
  const found = answer.known ? /^MaxArraySize\s*=\s*(\d+)/m.exec(answer.value)?.[1] : undefined;
  return found === undefined ? 1000 : Math.max(1, Number(found) - 1);
}

/**
 * Seconds between the end of a requeued job and its start anew, at least. Within the same second the node takes the new
 * start for the old job's ("already killed, do not launch"), while the controller holds it for running.
 */
export const REQUEUED_SECONDS = 2;

/** Lifts the delay of about two minutes that Slurm puts on a requeued job; not before {@link REQUEUED_SECONDS}. */
export const startNow = (id: string): Promise<Answer<string>> =>
  ask("scontrol", ["update", `JobId=${id}`, "StartTime=now"]);

/** Frees a task that Slurm holds, for instance after its node failed to start it. */
export const releaseTask = (id: string): Promise<Answer<string>> =>
  ask("scontrol", ["release", id]);

/** Puts a running task back into the queue; Slurm ends it for that. */
export const requeueTask = (id: string): Promise<Answer<string>> =>
  ask("scontrol", ["requeue", id]);

/** Cancels some tasks. */
export const cancelTasks = (ids: readonly string[]): Promise<Answer<string>> => ask("scancel", ids);

/** Cancels all of a plan's tasks, waiting and running. */
export const cancelPlan = (planId: string): Promise<Answer<string>> =>
  ask("scancel", ["--me", `--name=${jobName(planId)}`]);

/** Slurm's own words about its version. */
export const version = (): Promise<Answer<string>> => ask("sbatch", ["--version"]);

/** Sends a task the warning that it gets before its time limit. */
export const warnTask = (id: string): Promise<Answer<string>> =>
  ask("scancel", ["--batch", "--signal=USR1", id]);

/** What the accounting says of a task that the controller does not know any more; many sites keep none. */
export const accountOf = async (id: string): Promise<Answer<Account | null>> =>
  map(
    await ask("sacct", [
      "--noheader",
      "--parsable2",
      "--allocations",
      `--jobs=${id}`,
      "--format=State,ExitCode",
    ]),
    parseAccount,
  );
