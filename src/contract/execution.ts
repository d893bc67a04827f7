/** How runs are executed: what `run` takes beside the selection. Only `executor` must be given. */
export interface ExecutionRequest {
  /** Id of the executor, such as "local". */
  readonly executor: string;
  /** Options of the executor's own scheduler, name=value each; undefined: none were given. */
  readonly executorOptions?: readonly string[] | undefined;
  /** Runs at a time, a whole number from 1 on; left out: one a GPU, or as many as the cores carry. */
  readonly jobs?: number | undefined;
  /** Indices or UUIDs as `nvidia-smi -L` lists them, or all that are there; left out: the engine decides. */
  readonly gpus?: readonly string[] | "auto" | undefined;
  /** Seconds of slot time to spend; then no further run starts. */
  readonly budget?: number | undefined;
  /** Seconds that a run may take; then it writes a checkpoint and fails. */
  readonly timeLimit?: number | undefined;
  /** Id of an engine; left out: AMTL_ENGINE, else the best that works. */
  readonly engine?: string | undefined;
}
