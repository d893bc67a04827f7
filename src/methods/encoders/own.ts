import type { EncoderOrigin, EncoderSpec } from "../../contract/corpus/encoder.js";

/** An encoder that is not the project's: it runs in every profile, in place of no other. */
export const ownEncoder = (id: string, origin: EncoderOrigin): EncoderSpec => ({
  id,
  origin,
  about: "named in an experiment file or in the configuration",
  standsFor: {},
});
