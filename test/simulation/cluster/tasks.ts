import { runArrayTask } from "../../../src/executors/slurm/array-task.js";
import { launchIn } from "../actors/launch.js";
import type { WorkerPlan } from "../actors/worker.js";
import type { World } from "../contract.js";
import type { Process } from "../machine/kernel.js";

/** What a batch script says of a task of its array. */
export interface Submitted {
  readonly array: number;
  readonly index: number;
  readonly submission: string;
  readonly folder: string;
}

/** A task of an array. */
export interface Task extends Submitted {
  state: "PENDING" | "RUNNING" | "OVER";
  reason: string;
  /** sacct's words about its end. */
  account: string;
  /** Not to start before, in ms. */
  notBefore: number;
  process: Process | null;
  stop: (isWarned: boolean) => void;
  /** Put back into the queue when it has ended. */
  returns: boolean;
}

/** The tasks that a cluster knows of. */
export interface Tasks {
  readonly all: readonly Task[];
  readonly add: (task: Submitted) => void;
  readonly cancel: (task: Task) => void;
  /** Ends a running task, which then waits again. */
  readonly requeue: (task: Task) => void;
}

/** Ms: between two looks for free nodes, that a requeued task waits, and from SIGTERM or the warning to SIGKILL. */
const [LOOK_MS, RETURN_MS, KILL_MS, OVERTIME_MS] = [3000, 60_000, 30_000, 60_000];
const KILLED = { code: null, signal: "SIGKILL" } as const;

/** Starts tasks on the world's hosts. @param limit seconds after which one is warned that its time is nearly up. */
export function newTasks(
  world: Omit<World, "cluster">,
  limit: number,
  planOf: (attempt: string) => WorkerPlan,
): Tasks {
  const { kernel, hosts } = world;
  const all: Task[] = [];
  let isLooking = false;

  /** Starts what may start, and looks again while something waits. */
  const look = (): void => {
    if (isLooking) return;
    isLooking = true;
    kernel.outside(kernel.now() + LOOK_MS, () => {
      isLooking = false;
      for (const task of all) {
        if (task.state === "PENDING" && task.notBefore <= kernel.now()) start(task);
      }
      if (all.some(({ state }) => state === "PENDING")) look();
    });
  };

  const ended = (task: Task, isOrderly: boolean): void => {
    // Slurm ends whatever a task has started.
    for (const child of kernel.processes())
      if (child.parent === task.process) kernel.end(child, KILLED);
    task.process = null;
    task.account = isOrderly ? "COMPLETED|0:0" : "FAILED|0:9";
    if (!task.returns) {
      task.state = "OVER";
      return;
    }
    [task.returns, task.state, task.reason] = [false, "PENDING", "BeginTime"];
    task.notBefore = kernel.now() + RETURN_MS;
    look();
  };

  const start = (task: Task): void => {
    const process = world.start("slurm task", hosts[kernel.random.below(hosts.length)], null);
    const [stop, warned] = [new AbortController(), new AbortController()];
    [task.state, task.reason, task.process] = ["RUNNING", "None", process];
    task.stop = (isWarned) => {
      kernel.at(kernel.now(), process, () => {
        if (isWarned) warned.abort();
        stop.abort();
      });
      kernel.outside(kernel.now() + (isWarned ? OVERTIME_MS : KILL_MS), () => {
        kernel.end(process, KILLED);
      });
    };
    process.onEnd.push(({ code }) => {
      ended(task, code === 0);
    });
    kernel.outside(kernel.now() + limit * 1000, () => {
      if (process.alive) task.stop(true);
    });
    kernel.at(kernel.now() + 500 * kernel.random.next(), process, () => {
      const running = runArrayTask(task.folder, task.index, {
        launch: launchIn(world, process, planOf),
        env: {
          SLURM_JOB_ID: String(task.array),
          SLURM_ARRAY_JOB_ID: String(task.array),
          SLURM_ARRAY_TASK_ID: String(task.index),
        },
        stop: stop.signal,
        warned: warned.signal,
        print: () => undefined,
      });
      const end = (code: number) => (): void => {
        kernel.end(process, { code, signal: null });
      };
      void running.then(end(0), end(1));
    });
  };

  world.onPowerCut.push((host) => {
    // Those that a node took with it come back by themselves.
    for (const task of all) if (task.process?.host === host) task.returns = true;
  });
  return {
    all,
    add: (submitted) => {
      all.push({
        ...submitted,
        state: "PENDING",
        reason: "Priority",
        account: "",
        notBefore: kernel.now(),
        process: null,
        stop: () => undefined,
        returns: false,
      });
      look();
    },
    cancel: (task) => {
      task.returns = false;
      if (task.state === "RUNNING") task.stop(false);
      else task.state = "OVER";
    },
    requeue: (task) => {
      task.returns = true;
      task.stop(false);
    },
  };
}
