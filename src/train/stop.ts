import { Stopped } from "./failures.js";

export interface StopWatch {
  /** Throws {@link Stopped} once the worker was asked to stop or its parent is gone. Cheap: call it often. */
  readonly check: () => void;
}

/**
 * Listens for SIGTERM and SIGINT, for the end of the channel to the parent, and, where there is no channel, for
 * another parent: a worker whose parent was killed must not go on unseen.
 */
export function watchForStop(): StopWatch {
  let reason: string | null = null;
  const parent = process.ppid;
  const ask = (why: string) => (): void => {
    reason ??= why;
  };
  process.on("SIGTERM", ask("SIGTERM"));
  process.on("SIGINT", ask("SIGINT"));
  if (process.connected) process.on("disconnect", ask("the parent process is gone"));
  return {
    check: () => {
      if (process.ppid !== parent) reason ??= "the parent process is gone";
      if (reason !== null) throw new Stopped(reason);
    },
  };
}
