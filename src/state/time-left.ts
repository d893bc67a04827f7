/** The part of a progress event that tells a pace. */
interface Pace {
  readonly step: number;
  readonly steps: number;
  readonly stepsPerSecond: number;
}

/** Seconds that a running run still needs by its current rate; null before it has one. */
export function secondsLeft(progress: Pace | null): number | null {
  if (progress === null || progress.stepsPerSecond <= 0) return null;
  return (progress.steps - progress.step) / progress.stepsPerSecond;
}

/** The runs of a plan, as far as the time left depends on them. */
export interface Work {
  /** Of each run that a worker of whatever command is at: its last progress, null where that is unknown. */
  readonly running: readonly (Pace | null)[];
  /** Runs that wait for a worker. */
  readonly waiting: number;
  /** Seconds that runs which have ended took, as far as they are known: these count while nothing has a pace. */
  readonly lengths: readonly number[];
}

/**
 * Seconds until all is done with as many workers as are at work: what running runs still need, and for the others what a
 * whole run takes on average. null while nothing runs, and while no run has been timed.
 */
export function totalSecondsLeft({ running, waiting, lengths }: Work): number | null {
  const paces = running.flatMap((pace) =>
    pace === null || pace.stepsPerSecond <= 0 ? [] : [pace],
  );
  const whole =
    paces.length === 0 ? lengths : paces.map(({ steps, stepsPerSecond }) => steps / stepsPerSecond);
  if (running.length === 0 || whole.length === 0) return null;
  const mean = whole.reduce((sum, seconds) => sum + seconds, 0) / whole.length;
  const left = running.map((pace) => secondsLeft(pace) ?? mean);
  const work = left.reduce((sum, seconds) => sum + seconds, waiting * mean);
  return Math.max(work / running.length, ...left);
}
