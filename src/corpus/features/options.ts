import type { Backbone } from "../../contract/backbone.js";
import type { Plugin } from "../../contract/plugin.js";
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

/** A backbone as it reads documents with a plugin on top, which may ask for more. */
export const withAsks = (
  backbone: Pick<Backbone, "asks" | "pairs" | "markers">,
  plugin: Pick<Plugin, "asks"> | undefined,
): Pick<Backbone, "asks" | "pairs" | "markers"> =>
  plugin?.asks === undefined
    ? backbone
    : { ...backbone, asks: [...new Set([...(backbone.asks ?? []), ...plugin.asks])] };
