import type { RunEvent } from "../../../src/contract/event.js";
import type { Control, RunTask } from "../../../src/contract/executor.js";
import { executeWith } from "../../../src/executors/local/execute.js";
import { cpuSlots } from "../../../src/executors/queue/slots.js";
import { GRACE_SECONDS } from "../../../src/executors/worker/grace.js";
import { newCluster } from "../../../src/executors/slurm/controller/cluster.js";
import { watchAll, type Pace } from "../../../src/executors/slurm/execute.js";
import { streamOf } from "../../../src/executors/queue/recorder.js";
import { planDir } from "../../../src/store/plans/manifests.js";
import { withTimeLimit } from "../../../src/executors/worker/time-limit.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { recordPlan } from "../../../src/app/run/record.js";
import { watchCancel } from "../../../src/app/run/watch-cancel.js";
import type { Host, Process } from "../machine/kernel.js";
import { ROOT } from "../runs.js";
import type { World } from "../contract.js";
import { launchIn } from "./launch.js";
import type { WorkerPlan } from "./worker.js";

/** A command that was typed, and how it went. */
export interface Command {
  readonly process: Process;
  /** Ctrl-C, and once more. */
  readonly interrupt: () => void;
  readonly kill: () => void;
  isOver: boolean;
  /** Runs that it called finished. */
  finished: number;
}

/** Seconds between two looks at a run that others do; more than the program's, so that a schedule takes its 5 ms. */
const POLL_SECONDS = 30;

/** Seconds that a worker may take. */
const LIMIT_SECONDS = 60;

/** Ms after its end in which a command's process must be gone. */
const LEAVE_MS = 1000;

const PLAN = { names: ["table4"], profile: "smoke", seeds: [5] } as const;

const plannedOf = ({ job, label }: RunTask): PlannedRun => ({
  trainId: job.trainId,
  label,
  spec: job.train,
  dependencies: job.dependencies,
  evals: job.evals,
  cells: [],
});

/** How a cluster is watched here; a sweep of the program's own comes each second. */
const PACE: Pace = { sweepSeconds: 30, askSeconds: { first: 10, most: 60 }, settleSeconds: 20 };

/** The executor of a cluster, as src/executors/slurm puts it together. */
function watchCluster(
  tasks: readonly RunTask[],
  control: Control,
  planId: string,
): AsyncIterable<RunEvent> {
  const job = { planId, throttle: null, threads: 1, gpu: false, options: {}, command: ["task"] };
  return streamOf(async (recorder) => {
    const cluster = newCluster(planDir(ROOT, planId), job, PACE.askSeconds.first);
    await watchAll(tasks, control, cluster, PACE, recorder);
  });
}

/** `amtl-run table4`, from its plan to its end. */
async function runHere(
  world: World,
  command: Command,
  tasks: readonly RunTask[],
  { slots, planOf, by, stop, kill }: CommandOptions & { stop: AbortSignal; kill: AbortSignal },
): Promise<void> {
  const ends = new Map<string, number>();
  const record = await recordPlan(ROOT, PLAN, tasks.map(plannedOf), by, ["table4"]);
  const cancel = watchCancel(record);
  const launch = launchIn(world, command.process, planOf);
  const control: Control = {
    stop: AbortSignal.any([stop, cancel.signal]),
    kill,
    isLeftOut: record.isRunCancelled,
    atStop: async () => ((await record.isCancelled()) ? "cancel" : "leave"),
  };
  try {
    const events =
      by === "slurm"
        ? watchCluster(tasks, control, record.manifest.planId)
        : executeWith(tasks, control, {
            slots: cpuSlots(slots),
            launch: withTimeLimit(launch, LIMIT_SECONDS, GRACE_SECONDS),
            memory: null,
            budget: null,
            pollSeconds: POLL_SECONDS,
          });
    for await (const event of events) {
      world.judge.heard(event);
      if (event.type === "finished") command.finished++;
      const isEnd =
        ["finished", "cancelled", "left"].includes(event.type) ||
        (event.type === "failed" && !event.retry);
      if (isEnd) ends.set(event.run, (ends.get(event.run) ?? 0) + 1);
    }
  } finally {
    cancel.end();
    await record.release();
  }
  if (tasks.some(({ job }) => ends.get(job.trainId.slice(0, 12)) !== 1))
    world.judge.accuse("a command did not tell one end of each run");
}

export interface CommandOptions {
  readonly slots: number;
  readonly by: "local" | "slurm";
  readonly planOf: (attempt: string) => WorkerPlan;
}

/** Types the command on a host. */
export function startCommand(
  world: World,
  host: Host,
  tasks: readonly RunTask[],
  options: CommandOptions,
): Command {
  const { kernel, judge } = world;
  const process = world.start("amtl-run", host, null);
  const [stop, kill] = [new AbortController(), new AbortController()];
  const signal = (controller: AbortController) => (): void => {
    kernel.at(kernel.now(), process, () => {
      controller.abort();
    });
  };
  const command: Command = {
    process,
    interrupt: signal(stop),
    kill: signal(kill),
    isOver: false,
    finished: 0,
  };
  process.onEnd.push(() => {
    command.isOver = true;
  });
  const leave = (triesMs: number): void => {
    if (process.held > 0 && triesMs > 0) {
      kernel.at(kernel.now() + 100, process, () => {
        leave(triesMs - 100);
      });
      return;
    }
    if (process.held > 0) judge.accuse("a command that is done does not end: a timer keeps it");
    kernel.end(process, { code: 0, signal: null });
  };
  kernel.at(kernel.now(), process, () => {
    const running = runHere(world, command, tasks, {
      ...options,
      stop: stop.signal,
      kill: kill.signal,
    });
    // What the program cannot do it says, and ends.
    void running
      .catch(() => undefined)
      .then(() => {
        leave(LEAVE_MS);
      });
  });
  return command;
}
