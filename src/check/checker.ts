import type { EngineId } from "../contract/compute/engine.js";
import type { Tf } from "../contract/loss.js";

/** What a checker may use beside the golden file itself. */
export interface CheckContext {
  /** Path of the golden file. */
  readonly file: string;
  readonly engine: EngineId;
  readonly tf: Tf;
  /** Looks for a file that a fixture names: beside it, upwards, then in the program's golden folder, then AMTL_DATA. */
  readonly find: (name: string) => Promise<string | null>;
}

export interface CheckOutcome {
  /** All cases of the file, skipped ones included; a file with none is unreadable. */
  readonly cases: number;
  /** Cases that need something which is absent; named in `why`. */
  readonly skipped: number;
  /** Largest deviation as a multiple of the file's tolerance; ≤ 1 is within. Exact comparisons give 0 or Infinity. */
  readonly maxDeviation: number;
  /** Where the largest deviation is, or why cases were skipped. */
  readonly why?: string;
}

/** What became of a golden file; only `ok` is a pass. */
export type Verdict = "ok" | "deviates" | "skipped" | typeof NOT_COVERED | "unreadable" | "failed";

/** One line of the table; the keys of `--json`, and `why` for people. */
export interface FileReport {
  readonly file: string;
  /** null: the file could not be read so far. */
  readonly kind: string | null;
  readonly name: string | null;
  readonly cases: number;
  readonly skipped: number;
  /** Multiple of the tolerance; null when nothing was compared or the deviation is not finite. */
  readonly maxDeviation: number | null;
  readonly verdict: Verdict;
  readonly why: string | null;
}

/** What the file names (a loss, a backbone, a stage of a training) is not implemented: never passed, never failed. */
export const NOT_COVERED = "not covered";

/** The same, from a checker that says what is not implemented. */
export class NotCovered extends Error {}

/**
 * Recomputes one golden file; `golden` is its parsed JSON, whose fields the checker validates as it reads them
 * (an AmtlError or a ZodError makes the file `unreadable`).
 * Each checker file of this room exports it under the name `check`.
 */
export type Checker = (
  golden: Readonly<Record<string, unknown>>,
  context: CheckContext,
) => Promise<CheckOutcome | typeof NOT_COVERED>;
