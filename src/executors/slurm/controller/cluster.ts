import { lacking } from "../../../base/errors.js";
import { pause } from "../../../base/machine/clock.js";
import type { RunTask } from "../../../contract/executor.js";
import type { Account } from "./accounting.js";
import {
  accountOf,
  cancelPlan,
  cancelTasks,
  maxArraySize,
  queueOf,
  releaseTask,
  startNow,
  type Answer,
} from "./commands.js";
import { isIdle, type QueuedTask } from "./queue.js";
import type { MemoryOf } from "../memory.js";
import type { PlanJob } from "../sbatch-options.js";
import { listSubmissions, submitArray, type Submission } from "./submission.js";

/** How often a controller that does not answer is asked, before anything is submitted. */
const TRIES = 6;

/** The cluster, as far as one plan is concerned. */
export interface Cluster {
  /**
   * Submits the tasks, but for those that an earlier command has in the queue.
   * @param isNeeded asked for each of the others, once the queue is known: it may have ended a moment before.
   * @throws AmtlError (4) without Slurm, when it refuses, and when nobody says what is queued.
   */
  readonly begin: (
    tasks: readonly RunTask[],
    isNeeded: (task: RunTask) => Promise<boolean>,
  ) => Promise<void>;
  readonly submit: (tasks: readonly RunTask[]) => Promise<void>;
  /** Submits tasks while others run, as `begin` does: but for those that are in the queue, or not needed. */
  readonly submitNew: Cluster["begin"];
  /** What the controller knows of, by trainId; null: it did not answer. Held and delayed tasks are released. */
  readonly ask: () => Promise<ReadonlyMap<string, QueuedTask> | null>;
  /** How a run's last job ended, by the accounting; null where there is none, or where it does not know. */
  readonly account: (trainId: string) => Promise<Account | null>;
  /** Cancels everything of the plan. */
  readonly cancel: () => Promise<Answer<string>>;
  /** Cancels what still waits when all runs are done; the controller may have raised it from the dead. */
  readonly tidy: () => Promise<void>;
}

/**
 * @param planFolder …/plans/<planId>; submissions are kept in it.
 * @param memoryOf what is asked for of an array's tasks; absent: nothing.
 */
export function newCluster(
  planFolder: string,
  job: PlanJob,
  askSeconds: number,
  memoryOf: MemoryOf = () => Promise.resolve(null),
): Cluster {
  const submissions = new Map<string, Submission>();
  /** How often a task was seen held, or delayed, so that none is let go again and again. */
  const sights = new Map<string, number>();
  /** Each run's last job, as scontrol and sacct take it. */
  const ids = new Map<string, string>();
  let hasAccounting = true;
  const { planId } = job;

  const trainIdOf = ({ submission, index }: QueuedTask): string | undefined =>
    submissions.get(submission)?.trainIds[index];

  const submit = async (tasks: readonly RunTask[]): Promise<void> => {
    const size = await maxArraySize();
    for (let from = 0; from < tasks.length; from += size) {
      const some = tasks.slice(from, from + size);
      const memory = await memoryOf(some);
      const made = await submitArray(planFolder, some, { ...job, memory });
      submissions.set(made.name, made);
      for (const [index, trainId] of made.trainIds.entries()) {
        ids.set(trainId, `${made.id}_${index}`);
      }
    }
  };

  const free = async (task: QueuedTask): Promise<void> => {
    if (task.phase !== "held" && task.phase !== "delayed") {
      sights.delete(`${task.id} delayed`);
      return;
    }
    const key = `${task.id} ${task.phase}`;
    const sight = (sights.get(key) ?? 0) + 1;
    sights.set(key, sight);
    // Where the site does not allow it, the task waits as long as the site wants.
    if (task.phase === "held" && sight === 1) await releaseTask(task.id);
    // Not at once (REQUEUED_SECONDS): the next question comes at least that much later.
    if (task.phase === "delayed" && sight === 2) await startNow(task.id);
  };

  const known = async (): Promise<ReadonlyMap<string, QueuedTask> | null> => {
    const answer = await queueOf(planId);
    if (!answer.known) return null;
    const found = answer.value.flatMap((task) => {
      const trainId = trainIdOf(task);
      return trainId === undefined || task.phase === "over" ? [] : [[trainId, task] as const];
    });
    for (const [trainId, { id }] of found) ids.set(trainId, id);
    return new Map(found);
  };

  const submitNew: Cluster["begin"] = async (tasks, isNeeded) => {
    let queued =
      submissions.size === 0 || tasks.length === 0 ? new Map<string, QueuedTask>() : await known();
    for (let tries = 1; queued === null && tries < TRIES; tries++) {
      await pause(askSeconds * 1000);
      queued = await known();
    }
    if (queued === null) {
      throw lacking("Slurm's controller does not answer", {
        expected: "to hear which of the plan's jobs are queued already",
        got: `no answer to squeue, ${TRIES} times`,
        fix: "the same command later: nothing was submitted, and what runs goes on",
      });
    }
    const others = tasks.filter(({ job: { trainId } }) => !queued.has(trainId));
    const needed = await Promise.all(others.map(isNeeded));
    await submit(others.filter((_, at) => needed[at]));
  };

  return {
    submit,
    begin: async (tasks, isNeeded) => {
      for (const each of await listSubmissions(planFolder)) submissions.set(each.name, each);
      await submitNew(tasks, isNeeded);
    },
    submitNew,
    ask: async () => {
      const queued = await known();
      for (const task of queued?.values() ?? []) await free(task);
      return queued;
    },
    account: async (trainId) => {
      const id = ids.get(trainId);
      if (id === undefined || !hasAccounting) return null;
      const answer = await accountOf(id);
      // Asked no more where it does not answer: each question may take a minute.
      hasAccounting = answer.known;
      return answer.known ? answer.value : null;
    },
    cancel: () => cancelPlan(planId),
    tidy: async () => {
      const queued = (await known()) ?? new Map<string, QueuedTask>();
      const idle = [...queued.values()].filter(isIdle);
      if (idle.length > 0) await cancelTasks(idle.map(({ id }) => id));
    },
  };
}
