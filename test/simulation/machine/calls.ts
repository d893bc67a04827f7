import type { Kernel, Process } from "./kernel.js";

/** What goes wrong with system calls, and how slow they are. */
export interface Trouble {
  /** Ms that most calls take at most. */
  readonly usualMs: number;
  /** Ms that one of a hundred takes at most. */
  readonly slowMs: number;
  /** Probability that the server does a call and its answer is lost, so that the client asks again. */
  lostAnswers: number;
  /** Called before each call of a process; it may end the process. */
  readonly onCall: (process: Process) => void;
}

/** A system call: whole, at some moment from now on. */
export type Call = <T>(process: Process, act: () => T) => Promise<T>;

export function newCalls(kernel: Kernel, trouble: Trouble): Call {
  const { random } = kernel;
  return (process, act) =>
    new Promise((resolve, reject) => {
      trouble.onCall(process);
      const ms = random.next() * (random.chance(0.01) ? trouble.slowMs : trouble.usualMs);
      const answered = Math.max(kernel.now(), process.host.silentUntil) + ms;
      kernel.at(answered, process, () => {
        try {
          resolve(act());
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
      });
    });
}
