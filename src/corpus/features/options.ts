import type { Backbone } from "../../contract/backbone.js";
import type { FeatureOptions } from "./features.js";

/** How a backbone reads documents. */
export const featureOptions = (
  { asks, pairs, markers }: Pick<Backbone, "asks" | "pairs" | "markers">,
  given: Pick<FeatureOptions, "tokenizer" | "layout" | "maxLength">,
): FeatureOptions => ({
  ...given,
  ...(asks !== undefined && { asks }),
  ...(pairs !== undefined && { pairs }),
  ...(markers !== undefined && { markers }),
});
