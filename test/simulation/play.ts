import { machine, replaceMachine } from "../../src/base/machine/machine.js";
import { startCommand, type Command } from "./actors/command.js";
import type { WorkerPlan } from "./actors/worker.js";
import { plant } from "./faults.js";
import { TASKS } from "./runs.js";
import type { CommandPlan, Fault, Schedule } from "./schedule.js";
import type { Bug, World } from "./contract.js";
import { newWorld } from "./world.js";

/** What came of a schedule. */
export interface Played {
  readonly violations: readonly string[];
  /** Seconds of the simulated world. */
  readonly seconds: number;
  /** System calls of all processes. */
  readonly calls: number;
}

const GOOD: WorkerPlan = { act: "works", steps: 1, stepMs: 100 };

/** Commands that a user gives when all is well again, before a run counts as lost. */
const LAST_COMMANDS = 2;

/** Plays a schedule; then the trouble ends, the same command is given again, and everything must be there. */
export async function play(schedule: Schedule, bug: Bug = {}): Promise<Played> {
  const before = machine();
  const { stackTraceLimit } = Error;
  // Thousands of errors of system calls are made, and none is shown.
  Error.stackTraceLimit = 0;
  try {
    const world = newWorld(schedule, bug);
    await playIn(world, schedule);
    const { judge, kernel, calls } = world;
    return { violations: [...judge.violations], seconds: kernel.now() / 1000, calls: calls() };
  } finally {
    replaceMachine(before);
    Error.stackTraceLimit = stackTraceLimit;
  }
}

async function playIn(world: World, schedule: Schedule): Promise<void> {
  const { kernel, judge, hosts } = world;
  const tasks = tasksOf(schedule);
  const planOf = (attempt: string): WorkerPlan => {
    const at = tasks.findIndex(({ job }) => attempt.includes(job.trainId));
    return schedule.workers[at];
  };
  const commands: Command[] = [];
  let toCome = schedule.commands.length + 1;
  world.cluster.planOf = planOf;
  schedule.commands.forEach(({ host, at, slots, by }, index) => {
    kernel.outside(at * 1000, () => {
      commands[index] = startCommand(world, hosts[host % hosts.length], tasks, {
        slots,
        planOf,
        by,
      });
      toCome--;
    });
  });
  for (const fault of schedule.faults) {
    plant(fault, world, { command: (at) => commands.at(at), tasks });
  }
  const last = Math.max(0, ...schedule.faults.map(endOf));
  kernel.outside(last * 1000, () => {
    toCome--;
  });
  if ((await kernel.run(() => toCome === 0 && commands.every(({ isOver }) => isOver))) !== "over")
    judge.accuse("a command does not end");
  // Where all is done, the same command would only find that; a few do.
  if (!judge.isComplete(tasks) || kernel.random.chance(0.2))
    await giveAgain(world, tasks, schedule.commands[0].by);
  // Workers whose command died end by themselves, and write nothing that was not to be.
  if ((await kernel.run(() => false)) === "too long") judge.accuse("a process does not end");
  if (!judge.isComplete(tasks)) judge.accuse("a result is missing at the end");
}

/** When a fault is over, in seconds. */
const endOf = (fault: Fault): number =>
  ("at" in fault ? fault.at : 0) + ("seconds" in fault ? fault.seconds : 0);

async function giveAgain(world: World, tasks: typeof TASKS, by: CommandPlan["by"]): Promise<void> {
  const { kernel, judge, hosts, disk, trouble, callWatchers, cluster } = world;
  disk.isFull = false;
  trouble.lostAnswers = 0;
  callWatchers.length = 0;
  for (const host of hosts) host.silentUntil = 0;
  cluster.silentUntil = 0;
  cluster.planOf = () => GOOD;
  const options = { slots: 2, planOf: () => GOOD, by };
  for (let tries = 0; tries < LAST_COMMANDS; tries++) {
    const last = startCommand(world, hosts[0], tasks, options);
    if ((await kernel.run(() => last.isOver)) !== "over")
      judge.accuse("a last command does not end");
    if (last.finished === tasks.length) return;
  }
  judge.accuse("the last command did not do all runs");
}

/** The runs of a schedule. */
function tasksOf({ runs, rests }: Schedule): typeof TASKS {
  const tasks = TASKS.slice(0, runs);
  const [first] = tasks;
  if (!rests || runs < 2) return tasks;
  return tasks.map((task, at) =>
    at === runs - 1 ? { ...task, restsOn: [first.job.trainId] } : task,
  );
}
