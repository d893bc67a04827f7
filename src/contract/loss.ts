import type * as tfcore from "@tensorflow/tfjs-core";
import type { ParamSchema } from "../base/params.js";
import type { LabelLayout } from "./layout.js";
import type { DecoderSpec } from "./decoder.js";
import type { RateGroup } from "./schedule.js";
import type { LossSpec } from "./train-spec.js";

/** TensorFlow as it is handed to losses, so that their files load without it. */
export type Tf = typeof tfcore;

export interface LossInputs {
  /** [pairs, columns] */
  readonly logits: tfcore.Tensor2D;
  /** [pairs, columns], 0 or 1; column 0 is 1 for pairs without any relation, other slots are 0. */
  readonly labels: tfcore.Tensor2D;
  readonly layout: LabelLayout;
  /** Checked by the loss's schema. */
  readonly params: LossSpec["params"];
  /** For losses that need "features". */
  readonly pairs?: PairFeatures;
  /**
   * For losses that need "priors": for each column the share of the training set's pairs that have this relation;
   * 0 in threshold slots.
   */
  readonly priors?: ArrayLike<number>;
}

/**
 * What a backbone's last layer sees of each pair: inside each of m / block groups the outer product of head and tail,
 * side by side. It is never formed here: fᵢ·fⱼ = Σ_g (zhᵢ·zhⱼ)_g (ztᵢ·ztⱼ)_g.
 */
export interface PairFeatures {
  /** [pairs, m]; differentiable. */
  readonly head: tfcore.Tensor2D;
  /** [pairs, m]; differentiable. */
  readonly tail: tfcore.Tensor2D;
  /** Divides m. */
  readonly block: number;
}

/** A loss: plain data, and one function that is given TensorFlow. */
export interface Loss {
  readonly id: string;
  /** Raised by hand whenever results change. */
  readonly version: number;
  readonly params: ParamSchema;
  readonly needs: readonly ("features" | "priors")[];
  readonly decoder: DecoderSpec;
  /** Where the decoder depends on the (checked) parameters. */
  readonly decoderOf?: (params: LossSpec["params"]) => DecoderSpec;
  /** single: one threshold; segments: any layout. */
  readonly framework: "single" | "segments";
  /** Throws AmtlError (2) when it cannot hold so many segments with these (checked) parameters. */
  readonly checkSegments?: (params: LossSpec["params"], count: number) => void;
  /** Differentiable scalar; the caller owns the tensor. */
  readonly compute: (tf: Tf, inputs: LossInputs) => tfcore.Scalar;
}

/** A backbone as plain data; its kernel is imported in a worker only. */
export interface BackboneSpec {
  readonly id: string;
  readonly version: number;
  /** Rate groups of its official code, without rates. */
  readonly newLayers: readonly string[];
  readonly defaults: { readonly embedding: number; readonly block: number };
  readonly groups: (headRate: number) => readonly RateGroup[];
}
