import { setTimeout as delay } from "node:timers/promises";
import type { Clock, Machine } from "./contract.js";
import { nodeFiles } from "./node-files.js";
import { nodeProcesses } from "./node-processes.js";

const nodeClock: Clock = {
  elapsed: () => performance.now(),
  pause: (ms, stop) => delay(ms, undefined, stop && { signal: stop }).catch(() => undefined),
  after: (ms, act) => {
    const timer = setTimeout(act, ms);
    return () => {
      clearTimeout(timer);
    };
  },
  every: (ms, act, holds) => {
    const timer = setInterval(act, ms);
    if (!holds) timer.unref();
    return () => {
      clearInterval(timer);
    };
  },
};

let current: Machine = { files: nodeFiles, clock: nodeClock, processes: nodeProcesses };

/** The machine that this program runs on. */
export const machine = (): Machine => current;

/**
 * Puts another machine in its place. Only a simulator does, which runs the programs of several machines in one process,
 * one at a time; a parameter of every function from a claim down to a rename would have one value elsewhere.
 */
export function replaceMachine(by: Machine): Machine {
  const before = current;
  current = by;
  return before;
}
