import type { Json } from "../base/json.js";
import type { Dependencies, TrainSpec } from "./train-spec.js";

/** Who claimed an attempt: attempts/<k>/owner.json. */
export interface Owner {
  readonly schema: 1;
  readonly host: string;
  /** Tells two machines (or containers, or boots) of one name apart: process ids mean something only within it. */
  readonly machine: string;
  readonly pid: number;
  /** When the process started, in the machine's own terms: a recycled pid has another. */
  readonly started: string;
  /** Makes every claim different, so that a claimant recognises its own after a lost answer. */
  readonly nonce: string;
  /** ISO 8601, UTC, by the claimant's clock; for people only. */
  readonly since: string;
}

/** What a training is, with all that its names stand for: spec.json of its folder. */
export interface Identity {
  readonly spec: TrainSpec;
  readonly dependencies: Dependencies;
}

/** A field of the fingerprint in which two runs differ; null: one of them has no such field. */
export interface FieldChange {
  readonly name: string;
  readonly from: Json;
  readonly to: Json;
}

/** An attempt, by number and folder. */
export interface AttemptPlace {
  readonly attempt: number;
  readonly dir: string;
}

/** A file of a run that cannot be used, and why, in words. */
export interface Damage {
  readonly path: string;
  readonly why: string;
}

/**
 * How a run stands: the one vocabulary of all commands and of `--json`. `trained`: the model has its result, so that
 * only evaluations (or a record of its time) are missing.
 */
export type RunState =
  | { readonly state: "done" }
  /** missing: evaluations that are to be made. */
  | { readonly state: "trained"; readonly missing: number }
  /** owner: the command at work on it; null when nobody can tell. */
  | (AttemptPlace & {
      readonly state: "running";
      readonly owner: Owner | null;
      readonly trained: boolean;
    })
  | (AttemptPlace & {
      readonly state: "failed";
      readonly kind: string;
      /** Null where the kind says all. */
      readonly message: string | null;
      readonly trained: boolean;
    })
  /** An attempt ended without result or failure; its checkpoint may be there. */
  | (AttemptPlace & {
      readonly state: "stopped";
      readonly why: "cancelled" | "interrupted" | "died";
    })
  /** A result or a record of provenance cannot be used. Running it again sets the file aside. */
  | (Damage & {
      readonly state: "damaged";
      readonly trained: boolean;
      /** Evaluations of a trained model that are to be made. */
      readonly missing: number;
    })
  | { readonly state: "new" }
  /** Not there; a run of the same specification is, of other code or data. */
  | { readonly state: "changed"; readonly fields: readonly FieldChange[] };

export type RunStateName = RunState["state"];
