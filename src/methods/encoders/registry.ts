import type { Encoders, EncoderSpec } from "../../contract/corpus/encoder.js";
import type { ProfileId } from "../../contract/train-spec.js";
import * as listed from "./index.js";

/** The project's encoders by id. */
export const ENCODERS: Encoders = byId(Object.values(listed));

/** An encoder that can be brought, for help lines. */
export const EXAMPLE = [...ENCODERS.values()].find(
  ({ origin }) => origin.kind === "pretrained",
)!.id;

/** The project's encoders and others. */
export const encodersWith = (own: readonly EncoderSpec[]): Encoders =>
  own.length === 0 ? ENCODERS : new Map([...ENCODERS, ...byId(own)]);

/** Whether a training of this encoder may drop entries: those that the program constructs do not. */
export const hasDropout = (id: string): boolean => ENCODERS.get(id)?.origin.kind !== "constructed";

function byId(encoders: readonly EncoderSpec[]): Encoders {
  return new Map(encoders.map((encoder) => [encoder.id, encoder]));
}

/**
 * What runs where an experiment names an encoder: that which stands for it in the profile, an encoder that stands for
 * none itself; null where the profile has nothing in place of an encoder of the paper's.
 */
export function encoderIn(profile: ProfileId, name: string, encoders: Encoders): string | null {
  const all = [...encoders.values()];
  const found = all.find(({ standsFor }) => standsFor[profile] === name);
  if (found !== undefined) return found.id;
  return all.some(({ standsFor }) => Object.values(standsFor).includes(name)) ? null : name;
}
