import type { Backbone } from "./backbone.js";
import type { Datasets } from "./corpus/dataset.js";
import type { Encoders } from "./corpus/encoder.js";
import type { Loss } from "./loss.js";
import type { Plugin } from "./plugin.js";
import type { ProgramSpec } from "./train-spec.js";

/** What there is to choose from; methods fills it, the grid checks its axes against it. */
export interface Catalog {
  readonly losses: ReadonlyMap<string, Loss>;
  readonly backbones: ReadonlyMap<string, Backbone>;
  readonly plugins: ReadonlyMap<string, Plugin>;
  /** The user's programs, by programKey; absent: none. */
  readonly programs?: ReadonlyMap<string, ProgramSpec>;
  /** What exported models that runs start from are known by, by the text that names their folder; absent: none. */
  readonly inits?: ReadonlyMap<string, string>;
  readonly datasets: Datasets;
  readonly encoders: Encoders;
}
