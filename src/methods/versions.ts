import { lossesOf } from "./losses/held.js";
import type { Dependencies, TrainSpec } from "../contract/train-spec.js";
import { backboneOf } from "./backbones/registry.js";
import { pluginOf } from "./plugins/registry.js";
import { lossOf } from "./losses/registry.js";

// Versions are part of a run's identity: raising one trains everything again that depends on it. Another float32 rounding
// is no reason to, since engines and machines differ by it too, and are no part of a run's identity.

/** Raised by hand whenever src/train changes results: order of the documents, initial values, optimizer, selection. */
export const TRAINER_VERSION = 1;

/** Raised by hand whenever src/nn/encoder or src/nn/ops changes hidden states or attention. */
export const ENCODER_VERSION = 2;

/** Raised by hand whenever encoders drop other entries in training. Runs whose encoder drops none do not depend on it. */
export const DROPOUT_VERSION = 2;

/** Raised by hand whenever src/corpus gives other features (pieces, positions, pairs, labels) of the same documents. */
export const FEATURES_VERSION = 1;

/** Raised by hand whenever src/scoring gives other numbers for the same predictions, or other predictions for the same scores. */
export const SCORER_VERSION = 1;

/** What stands for the version of what is not the project's, by id. */
export interface OwnVersions {
  readonly losses?: ReadonlyMap<string, string>;
  readonly backbones?: ReadonlyMap<string, string>;
}

/**
 * Versions of the modules of this part that a trained model depends on, as {@link trainDependencies} names them.
 * @param own versions of losses and backbones that are not the project's, by id.
 * @throws AmtlError (2) for an unknown loss, backbone or plugin.
 */
export const modelVersions = (
  spec: Pick<TrainSpec, "backbone" | "loss" | "plugin">,
  { losses = new Map(), backbones = new Map() }: OwnVersions = {},
): Dependencies => ({
  [`version:backbone/${spec.backbone}`]:
    backbones.get(spec.backbone) ?? backboneOf(spec.backbone).version,
  ...(spec.plugin !== null && {
    [`version:plugin/${spec.plugin.id}`]: pluginOf(spec.plugin.id).version,
  }),
  ...Object.fromEntries(
    lossesOf(spec.loss).map((id) => [`version:loss/${id}`, losses.get(id) ?? lossOf(id).version]),
  ),
  "version:trainer": TRAINER_VERSION,
  "version:encoder": ENCODER_VERSION,
  "version:dropout": DROPOUT_VERSION,
  "version:features": FEATURES_VERSION,
  "version:scorer": SCORER_VERSION,
});

/** Versions that an evaluation depends on, as {@link evalDependencies} names them. */
export const scorerVersions = (): Dependencies => ({ "version:scorer": SCORER_VERSION });
