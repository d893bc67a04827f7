import { machine, replaceMachine } from "../../../src/base/machine/machine.js";
import type { Cancel, Machine } from "../../../src/base/machine/contract.js";
import { newAgenda } from "./events.js";
import type { Random } from "./random.js";

/** A computer of the simulated world. */
export interface Host {
  readonly name: string;
  /** It has lost power, and with it what it had not written. */
  isDown: boolean;
  /** How often it was switched on again. */
  boots: number;
  /** Until when its file server does not answer it, in ms. */
  silentUntil: number;
  /** What its clock shows too much, in ms. */
  readonly skew: number;
}

/** A process of the simulated world. */
export interface Process {
  readonly name: string;
  readonly host: Host;
  readonly pid: number;
  readonly parent: Process | null;
  alive: boolean;
  /** Until when it is stopped (SIGSTOP), in ms. */
  frozenUntil: number;
  /** Timers for which it stays. */
  held: number;
  /** What its code sees; set by whoever starts it. */
  machine: Machine;
  /** Called when it ends, however it does. */
  readonly onEnd: ((how: End) => void)[];
}

export interface End {
  readonly code: number | null;
  readonly signal: "SIGKILL" | null;
}

/** The world's time and processes: one thing happens at a time, and the program sees nothing in between. */
export interface Kernel {
  readonly random: Random;
  /** Ms since the world began. */
  readonly now: () => number;
  /** Something happens to a process, unless it is dead by then; to a stopped one when it goes on. */
  readonly at: (ms: number, process: Process, act: () => void) => Cancel;
  /** Something happens to the world. */
  readonly outside: (ms: number, act: () => void) => void;
  readonly start: (
    name: string,
    host: Host,
    parent: Process | null,
    see: (process: Process) => Machine,
  ) => Process;
  readonly end: (process: Process, how: End) => void;
  readonly processes: () => readonly Process[];
  /** Lets things happen until nothing is left, or the condition holds. @returns why it ended. */
  readonly run: (isOver: () => boolean) => Promise<"over" | "idle" | "too long">;
}

export interface Limits {
  readonly ms: number;
  readonly events: number;
}

/** What is done after all that waits in the queue of promises; half as dear as queueMicrotask. */
const NEXT = Promise.resolve();

export function newKernel(random: Random, limits: Limits): Kernel {
  const agenda = newAgenda();
  const processes: Process[] = [];
  let now = 0;
  let happened = 0;
  let pids = 100;

  const at: Kernel["at"] = (ms, process, act) => {
    const planned = agenda.add(ms, () => {
      if (!process.alive) return;
      if (process.frozenUntil > now) {
        // Taken back meanwhile, it must not happen after all.
        const again = agenda.add(process.frozenUntil, happen);
        current = again;
        return;
      }
      replaceMachine(process.machine);
      act();
    });
    const happen = planned.act!;
    let current = planned;
    return () => {
      current.act = null;
    };
  };

  const end: Kernel["end"] = (process, how) => {
    if (!process.alive) return;
    process.alive = false;
    for (const tell of process.onEnd.splice(0)) tell(how);
  };

  /** Takes the next thing that happens; false when there is none. */
  const step = (): boolean => {
    for (;;) {
      const planned = agenda.take();
      if (planned === undefined) return false;
      if (planned.act === null) continue;
      now = Math.max(now, planned.at);
      happened++;
      planned.act();
      return true;
    }
  };

  return {
    random,
    now: () => now,
    at,
    outside: (ms, act) => {
      agenda.add(ms, act);
    },
    start: (name, host, parent, see) => {
      const process: Process = {
        name,
        host,
        pid: pids++,
        parent,
        alive: true,
        frozenUntil: 0,
        held: 0,
        machine: machine(),
        onEnd: [],
      };
      process.machine = see(process);
      processes.push(process);
      return process;
    },
    end,
    processes: () => processes,
    run: (isOver) =>
      new Promise((resolve, reject) => {
        const next = (): void => {
          try {
            if (isOver()) resolve("over");
            else if (now > limits.ms || happened > limits.events) resolve("too long");
            else if (!step()) resolve("idle");
            // All that follows from what happened comes first: a tick waits for the queue of promises to be empty.
            else void NEXT.then(settled);
          } catch (error) {
            reject(error instanceof Error ? error : new Error(String(error)));
          }
        };
        const settled = (): void => {
          process.nextTick(next);
        };
        next();
      }),
  };
}
