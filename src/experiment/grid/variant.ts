import type { Backbone, Scale } from "../../contract/backbone.js";
import type { Loss } from "../../contract/loss.js";
import type { Schedule } from "../../contract/schedule.js";
import type { VariantId } from "../../contract/train-spec.js";
import { PROFILES } from "../../methods/profiles/profiles.js";

/** What decides about a run's learning rates. */
export interface RateChoice {
  readonly scale: Scale;
  /** Absent: only a program of the user's has it. */
  readonly backbone: Backbone | undefined;
  readonly loss: Loss | undefined;
}

/**
 * A schedule with the encoder's rate of the official code, in profile paper that rate itself, elsewhere the profile's in
 * the same proportion. The code of a loss counts before that of the backbone which it is built on.
 *
 * @param usual the profile's, as the backbone has changed it.
 * @returns null where the variant changes nothing: then the run is the one without it.
 */
export function variantSchedule(
  variant: VariantId | null,
  usual: Schedule,
  { scale, backbone, loss }: RateChoice,
): Schedule | null {
  if (variant === null || backbone?.officialRates === undefined) return null;
  const { size = "base" } = scale.encoder;
  const official = loss?.officialRates?.[size] ?? backbone.officialRates[size];
  const kept = PROFILES.paper.schedule(scale.encoder, backbone.newLayers).rate;
  if (official === kept) return null;
  const rate = scale.profile === "paper" ? official : (usual.rate * official) / kept;
  return { ...usual, rate };
}
