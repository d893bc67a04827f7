import type { ExecutionRequest } from "../execution/place.js";
import type { SelectionRequest } from "../select/request.js";

/** Which runs, and how they are executed; the executor may be left out: on this machine. */
export interface RunRequest extends SelectionRequest, Partial<ExecutionRequest> {
  /** Seeds that a cell may get, of runs that are added until verdicts are reached; absent: all are asked for. */
  readonly until?: number | undefined;
  /** Does each run a second time elsewhere, and compares the bits. */
  readonly twice?: boolean | undefined;
  /** Runs of the selection that are done again though they are done, by id or its first digits. */
  readonly force?: readonly string[] | undefined;
}
