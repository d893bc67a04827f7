/**
 * How long runs take side by side: each goes to the slot that is free first, in the order given, as the queue does it.
 *
 * @param seconds of each run, in the order in which they start.
 * @param slots runs at a time.
 * @returns seconds until the last has ended.
 */
export function wallSeconds(seconds: readonly number[], slots: number): number {
  const free = Array.from({ length: Math.max(1, slots) }, () => 0);
  for (const each of seconds) {
    const first = free.indexOf(Math.min(...free));
    free[first] += each;
  }
  return Math.max(...free);
}
