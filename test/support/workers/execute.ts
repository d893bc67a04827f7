import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { RunEvent } from "../../../src/contract/event.js";
import type { Control, RunTask, Slot } from "../../../src/contract/executor.js";
import { launchProcess } from "../../../src/executors/worker/launch.js";
import { executeWith } from "../../../src/executors/local/execute.js";
import type { Budget } from "../../../src/executors/admission/budget.js";
import type { MemoryAdmission } from "../../../src/executors/admission/memory.js";
import { cpuSlots } from "../../../src/executors/queue/slots.js";
import type { Launch } from "../../../src/contract/worker.js";

/** The stand-in worker, compiled or not, as this file is. */
export function standInWorker(): string {
  const compiled = fileURLToPath(new URL("stand-in-worker.js", import.meta.url));
  return existsSync(compiled) ? compiled : compiled.replace(/\.js$/, ".ts");
}

export interface Controls extends Control {
  readonly doStop: () => void;
  readonly doKill: () => void;
}

export function controls(): Controls {
  const [stop, kill] = [new AbortController(), new AbortController()];
  return {
    stop: stop.signal,
    kill: kill.signal,
    doStop: () => {
      stop.abort();
    },
    doKill: () => {
      kill.abort();
    },
  };
}

/** Runs the tasks on this machine and collects what happens. */
export async function execute(
  tasks: readonly RunTask[],
  options: {
    readonly launch?: Launch;
    readonly jobs?: number;
    readonly slots?: readonly Slot[];
    readonly memory?: MemoryAdmission;
    readonly budget?: Budget;
    readonly control?: Control;
    readonly onEvent?: (event: RunEvent) => void;
  } = {},
): Promise<RunEvent[]> {
  const launch = options.launch ?? launchProcess(standInWorker());
  const slots = options.slots ?? cpuSlots(options.jobs ?? 2);
  const { memory = null, budget = null } = options;
  const events: RunEvent[] = [];
  const local = { slots, launch, memory, budget, pollSeconds: 0.05 };
  for await (const event of executeWith(tasks, options.control ?? controls(), local)) {
    events.push(event);
    options.onEvent?.(event);
  }
  return events;
}

/** The types of a run's events in order, progress and checkpoints left out. */
export const eventTypesOf = (events: readonly RunEvent[], run?: string): string[] =>
  events
    .filter((event) => run === undefined || event.run === run)
    .map(({ type }) => type)
    .filter((type) => !["progress", "checkpoint", "evaluated"].includes(type));
