import type { EncoderSpec } from "./encoder.js";
import type { HeadSpec, ProfileId, Schedule } from "./spec.js";

/** A profile changes the scale of the same experiments, never what is computed. */
export interface Profile {
  readonly id: ProfileId;
  /** Shown by `amtl-run list`. */
  readonly about: string;
  /** Seeds that run unless others are asked for; null: those of the experiment. */
  readonly seeds: readonly number[] | null;
  readonly head: HeadSpec;
  /** @param words names of the backbone's own layers, which have a rate of their own. */
  readonly schedule: (encoder: Pick<EncoderSpec, "size">, words: readonly string[]) => Schedule;
  /** Threads of a worker's engine: fixed, because sums depend on how they are split. */
  readonly threads: number;
  readonly keep: "weights" | "scores";
}
