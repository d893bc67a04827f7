/** Seconds over which the rate is taken. */
const WINDOW = 10;

/** How fast a training goes, by when its steps ended. */
export interface StepRate {
  /** To be called after every step. Returns the steps a second of the last ten seconds. */
  step(): number;
  /** Leaves out the time since the last step: an evaluation, or a checkpoint that was written. */
  skip(): void;
}

/** Starts the clock. @param now a clock in seconds. */
export function newRate(now: () => number = () => performance.now() / 1000): StepRate {
  let times = [now()];
  return {
    step: () => {
      times.push(now());
      const latest = times[times.length - 1];
      while (times.length > 2 && latest - times[0] > WINDOW) times.shift();
      const span = latest - times[0];
      return span > 0 ? (times.length - 1) / span : 0;
    },
    skip: () => {
      const skipped = now() - times[times.length - 1];
      times = times.map((time) => time + skipped);
    },
  };
}
