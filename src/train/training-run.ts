import type { EngineId } from "../contract/compute/engine.js";
import type { TrainResult } from "../contract/result.js";
import type { TrainSpec } from "../contract/train-spec.js";
import type { MessageWriter } from "./messages.js";

/** A training run at work in an attempt's folder. */
export interface TrainingRun {
  readonly spec: TrainSpec;
  readonly trainId: string;
  readonly engine: EngineId;
  readonly threads: number;
  /** …/train/<trainId> */
  readonly dir: string;
  /** …/train/<trainId>/attempts/<k> */
  readonly attempt: string;
  readonly messages: MessageWriter;
  /** Throws Stopped when the worker was asked to stop. */
  readonly check: () => void;
}

export interface Trained {
  readonly result: TrainResult;
  /** Batch from which this attempt went on; null when it began anew. */
  readonly resumedAt: number | null;
  /** Seconds of training in all attempts. */
  readonly seconds: number;
  /** Peak of this attempt and of those that it resumed. */
  readonly peakMemoryBytes: number;
}
