/** What the stand-in worker does with a run; everything but `ok` happens in the first attempt only, unless `always`. */
export interface Behaviour {
  readonly act:
    | "ok"
    /** Ends with `code` half-way. */
    | "exit"
    /** Kills itself half-way, as the system would. */
    | "die"
    /** Never ends and does not listen to SIGTERM. */
    | "hang"
    /** Is stopped (SIGSTOP) when it is about to write its result. */
    | "freeze"
    /** Prints what is no message, then does its work. */
    | "garbage"
    /** Ends well without a result. */
    | "empty"
    /** Leaves the result of another run. */
    | "wrong"
    /** Says `failed` with kind not-a-number. */
    | "fail"
    /** Cannot write: says so as the file system would. */
    | "full";
  readonly code?: number;
  readonly always?: boolean;
}

/** AMTL_TEST_WORKER: JSON of these. */
export interface WorkerPlan {
  /** Duration of a run from its start, in ms. */
  readonly ms: number;
  readonly bySeed?: Readonly<Record<number, Behaviour>>;
  /** F1 by loss ("amt": of the framework) and seed; Ign-F1 is one below. Of other runs: drawn from their ids. */
  readonly f1?: Readonly<Record<string, Readonly<Record<number, number>>>>;
}
