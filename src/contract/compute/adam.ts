import type * as tf from "@tensorflow/tfjs-core";

export interface Betas {
  readonly beta1: number;
  readonly beta2: number;
}

/**
 * g ← shrink · gradient; m ← β1 m + (1 − β1) g; v ← β2 v + (1 − β2) g²;
 * p ← after · (before · p − rate · m / (√v + epsilon)).
 */
export interface AdamStep {
  /** What clipping leaves of every gradient; 1 without. */
  readonly shrink: number;
  /** Learning rate with both bias corrections. */
  readonly rate: number;
  readonly epsilon: number;
  /** What weight decay leaves before the update; 1 without. */
  readonly before: number;
  /** What weight decay leaves after the update; 1 without. */
  readonly after: number;
}

/** A parameter's part of one step. */
export interface Update {
  readonly moments: Moments;
  readonly gradient: tf.Tensor;
  readonly step: AdamStep;
}

/** What one operation for all parameters takes of a parameter, and changes where it lies: p, m and v. */
export interface InPlace {
  readonly p: tf.Tensor;
  readonly m: tf.Tensor;
  readonly v: tf.Tensor;
  /** Makes the step of all of them. */
  readonly together: (
    updates: readonly (Omit<Update, "moments"> & { readonly inPlace: InPlace })[],
    betas: Betas,
  ) => void;
}

/** One parameter's averages, and the update by them. Owns its tensors. */
export interface Moments {
  /** Updates the parameter (null), or hands out what is to be updated together with that of all others. */
  readonly update: (gradient: tf.Tensor, step: AdamStep) => InPlace | null;
  /** m and v, copied. */
  readonly read: () => { readonly m: Float32Array; readonly v: Float32Array };
  readonly write: (m: Float32Array, v: Float32Array) => void;
  readonly dispose: () => void;
}

/** An engine's way of making Adam's steps. */
export interface Adam {
  /** Zero averages for a parameter. */
  readonly createMoments: (parameter: tf.Variable, betas: Betas) => Moments;
  /** The betas that the update really uses, which may be rounded. */
  readonly effectiveBetas: (betas: Betas) => Betas;
}
