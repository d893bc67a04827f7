/** How long after the first signal another one counts as the same: npm passes Ctrl-C on a second time. */
const SAME_MS = 500;

/** What asks a process to end: Ctrl-C, another program, a terminal that closed. */
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

/**
 * Takes the signals that ask this process to end.
 *
 * @param first at the first of them.
 * @param again at each later one.
 * @returns gives the signals back their usual meaning.
 */
export function onSignals(first: () => void, again: () => void): () => void {
  let since: number | null = null;
  const heard = (): void => {
    if (since === null) {
      since = performance.now();
      first();
    } else if (performance.now() - since > SAME_MS) again();
  };
  for (const signal of SIGNALS) process.on(signal, heard);
  return () => {
    for (const signal of SIGNALS) process.off(signal, heard);
  };
}
