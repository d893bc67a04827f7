import { cpus } from "node:os";

/** Milliseconds that all processors of the machine, and this process among them, have worked so far. */
export interface Worked {
  readonly machine: number;
  readonly own: number;
  /** Milliseconds of a monotonic clock. */
  readonly at: number;
}

/** What the machine has worked so far; null where the system does not count it. */
export function workedSoFar(): Worked | null {
  const machine = cpus()
    .map(({ times }) => times.user + times.nice + times.sys + times.irq)
    .reduce((sum, time) => sum + time, 0);
  if (machine === 0) return null;
  const { user, system } = process.cpuUsage();
  return { machine, own: (user + system) / 1000, at: performance.now() };
}

/**
 * How many processors other processes kept busy between two moments, on average: whether a training had its
 * machine alone, which is what its time can be compared by. 0 when rounding says less.
 */
export function otherLoad(before: Worked | null, after: Worked | null): number | null {
  if (before === null || after === null || after.at <= before.at) return null;
  const others = after.machine - before.machine - (after.own - before.own);
  return Math.max(0, others / (after.at - before.at));
}
