/** How a process of ours or of a user's came to its end. */
export interface ProcessExit {
  /** null when a signal ended it, or when it never started. */
  readonly code: number | null;
  readonly signal: string | null;
  /** Why it never started. */
  readonly startError: string | null;
  /** Seconds after which it was killed, having been asked to end. */
  readonly killedAfter?: number;
  /** Why it was ended, where that is known: by the kernel for want of memory, or by us after so many seconds. */
  readonly because?:
    { readonly kind: "memory" } | { readonly kind: "time-limit"; readonly seconds: number };
}

/** A worker process, as far as executors care. */
export interface Worker {
  readonly pid: number | undefined;
  /** Lines of its standard output, until that is closed. */
  readonly lines: AsyncIterable<string>;
  /** Never rejects. */
  readonly exit: Promise<ProcessExit>;
  /** Asks it to write a checkpoint and end. */
  readonly terminate: () => void;
  /** Ends it at once, with whatever it started. */
  readonly kill: () => void;
}

/**
 * Starts the worker of an attempt.
 * @param attempt folder that holds job.json; standard error goes to stderr.log in it.
 * @param env what its environment has beside this process's.
 */
export type Launch = (attempt: string, env?: NodeJS.ProcessEnv) => Promise<Worker>;
