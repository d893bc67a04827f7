/** Seconds over which the rate is taken. */
const WINDOW = 10;

/** Returns a function to call after every step; it returns the steps a second of the last ten seconds. */
export function newRate(now: () => number = () => performance.now() / 1000): () => number {
  const times = [now()];
  return () => {
    times.push(now());
    const latest = times[times.length - 1];
    while (times.length > 2 && latest - times[0] > WINDOW) times.shift();
    const span = latest - times[0];
    return span > 0 ? (times.length - 1) / span : 0;
  };
}
