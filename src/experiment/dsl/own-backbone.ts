import type { ParamRule } from "../../base/params.js";
import type { Backbone, Kernel } from "../../contract/backbone.js";
import type { Tf } from "../../contract/loss.js";
import type * as parts from "../../methods/backbones/own/parts.js";

/** The parts that the project's backbones are made of, as a kernel of one's own is handed them. */
export type BackboneParts = typeof parts;

/** Fields that are as a backbone of the project has them. */
type Shared =
  | "sizesAt"
  | "schedule"
  | "newLayers"
  | "asks"
  | "pairs"
  | "markers"
  | "pooled"
  | "encoderLayers"
  | "cost";

/** What `backbone` is given: plain data, and one function that makes the kernel in a worker. */
export interface BackboneOptions extends Pick<Backbone, Shared> {
  /**
   * Raised by hand when results change. It may be left out: any change of the file, or of a file that it imports by a
   * relative path, then makes it another backbone and trains again.
   */
  readonly version?: number;
  /** Its name in tables; left out: the id. */
  readonly label?: string;
  /** Kind, default and bounds of each size; `--set` takes these names. Left out: none. */
  readonly sizes?: Readonly<Record<string, ParamRule>>;
  /** Called in the worker only, so that the file loads without TensorFlow. */
  readonly kernel: (tf: Tf, nn: BackboneParts) => Omit<Kernel, "frozen" | "golden">;
}

/** A backbone that an experiment file brings: the table lists it in `backbones`. Nothing is checked before that. */
export interface BackboneDefinition extends BackboneOptions {
  readonly kind: "backbone";
  /** Lower-case letters, digits and hyphens; none of the project's own. */
  readonly id: string;
}

/** A backbone of one's own: `backbone("mine", { version: 1, newLayers: ["mine"], kernel: (tf, nn) => ({ … }) })`. */
export const backbone = (id: string, options: BackboneOptions): BackboneDefinition => ({
  ...options,
  kind: "backbone",
  id,
});
