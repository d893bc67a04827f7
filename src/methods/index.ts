import type { Catalog } from "../contract/catalog.js";
import type { DatasetSpec } from "../contract/corpus/dataset.js";
import type { EncoderSpec } from "../contract/corpus/encoder.js";
import type { Loss } from "../contract/loss.js";
import type { Backbone } from "../contract/backbone.js";
import { backbonesWith } from "./backbones/registry.js";
import { datasetsWith } from "./datasets/registry.js";
import { encodersWith } from "./encoders/registry.js";
import { lossesWith } from "./losses/registry.js";
import { PLUGINS } from "./plugins/registry.js";

/** What there is beside the project's own. */
export interface Additions {
  readonly losses?: readonly Loss[];
  readonly backbones?: readonly Backbone[];
  readonly datasets?: readonly DatasetSpec[];
  readonly encoders?: readonly EncoderSpec[];
}

/** What there is to choose from: the grid checks its axes against it. */
export const catalogWith = ({
  losses = [],
  backbones = [],
  datasets = [],
  encoders = [],
}: Additions): Catalog => ({
  losses: lossesWith(losses),
  backbones: backbonesWith(backbones),
  plugins: PLUGINS,
  datasets: datasetsWith(datasets),
  encoders: encodersWith(encoders),
});

/** What the project itself has. */
export const catalog: Catalog = catalogWith({});
