import type { EncoderSpec } from "./corpus/encoder.js";
import type { Sizes } from "./backbone.js";
import type { Schedule } from "./schedule.js";
import type { ProfileId } from "./train-spec.js";

/** A profile changes the scale of the same experiments, never what is computed. */
export interface Profile {
  readonly id: ProfileId;
  /** Shown by `amtl-run list`. */
  readonly about: string;
  /** Seeds that run unless others are asked for; null: those of the experiment. */
  readonly seeds: readonly number[] | null;
  /** Sizes that a user's program is asked for; backbones of the project say their own. */
  readonly head: Sizes;
  /** @param words names of the backbone's own layers, which have a rate of their own. */
  readonly schedule: (encoder: Pick<EncoderSpec, "size">, words: readonly string[]) => Schedule;
  /** Threads of a worker's engine: fixed, because sums depend on how they are split. */
  readonly threads: number;
  readonly keep: "weights" | "scores";
}
