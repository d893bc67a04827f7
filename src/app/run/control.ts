import type { RunEvent } from "../../contract/event.js";
import type { ProfileId, VariantId } from "../../contract/train-spec.js";
import type { StateCounts } from "../../state/counts.js";
import type { DamagedRun } from "../../state/planned.js";
import type { LabelWarning } from "../plan/warnings.js";
import type { Determinism } from "../twice/compare.js";

/** What an execution is about to do. */
export interface RunStart {
  /** What was asked for: ids, files, `all`. */
  readonly names: readonly string[];
  readonly profile: ProfileId;
  readonly variant: VariantId | null;
  readonly planId: string;
  /** second: what is done is done again to be compared; forced: it is done again to be replaced. */
  readonly time: "first" | "second" | "forced";
  readonly runs: number;
  /** How these stand before anything starts. */
  readonly counts: StateCounts;
  /** Those that have files which cannot be used; they are set aside. */
  readonly damaged: readonly DamagedRun[];
  /** Runs at a time. */
  readonly slots: number;
  /** What the user should know of the machine; null when there is nothing to say. */
  readonly note: string | null;
}

/** Callbacks of a caller of `run`, and the signals that end it early. All are optional. */
export interface RunControl {
  /** For each thing that the request may not mean, also when all is done. */
  readonly onWarning?: (warning: LabelWarning) => void;
  /** Before anything starts; not called when all is done. With `twice` once each time. */
  readonly onStart?: (start: RunStart) => void | Promise<void>;
  /** All that happens to the runs, in order. */
  readonly onEvent?: (event: RunEvent) => void;
  /** Somebody cancelled the plan (`amtl-run cancel`): it ends as by `stop`. */
  readonly onCancel?: () => void;
  /** After the last event, also when the execution throws. */
  readonly onEnd?: () => void;
  /** With `twice`: what came of a run that was done a second time. */
  readonly onCompared?: (determinism: Determinism) => void;
  /** Start nothing more; workers write a checkpoint and end. */
  readonly stop?: AbortSignal;
  /** End the workers at once. Work since their last checkpoint is done again later. */
  readonly kill?: AbortSignal;
  /** Asked after `stop` where jobs outlive the command; left out: they stay. */
  readonly leaveOrCancel?: (planId: string) => Promise<"leave" | "cancel">;
  /** What the user typed, for `status` and provenance; left out: the arguments of this process. */
  readonly commandLine?: readonly string[];
}
