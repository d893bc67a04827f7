import type { Backbone } from "../contract/backbone.js";
import { ENCODER_PREFIX } from "../nn/parameters.js";

/** Puts the official name of the encoder's module in place of ours, where they differ. */
export const officialName = (
  name: string,
  { encoderName }: Pick<Backbone, "encoderName">,
): string =>
  encoderName === undefined || !name.startsWith(ENCODER_PREFIX)
    ? name
    : `${encoderName}.${name.slice(ENCODER_PREFIX.length)}`;
