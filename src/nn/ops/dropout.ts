import type * as tf from "@tensorflow/tfjs-core";
import type { Dropout, Mask } from "../../contract/compute/dropout.js";
import { differentiable } from "./differentiable.js";
import { mix } from "./drop-positions.js";
import { dropoutMask, mul } from "./kernels.js";

export const createDropout = (seed: number, step: number): Dropout => ({ seed, step, site: 0 });

/** What a kept value is multiplied by, so that expectations stay. */
export const keepScale = (rate: number): number => 1 / (1 - rate);

/** Never 0 for TensorFlow, which takes that for "no seed": the second half of its key is 1. */
function nextKey(dropout: Dropout): number {
  const site = dropout.site++;
  return mix(mix(mix(dropout.seed + 0x9e3779b9) + dropout.step) + site);
}

/**
 * The mask of the next site; null where nothing is dropped, which takes no site.
 *
 * @param starts where windows of neighbouring rows begin, and the end; null: the rows are one window
 */
export const nextMask = (
  dropout: Dropout | null,
  rate: number,
  starts: Int32Array | null = null,
): Mask | null => (dropout === null || rate === 0 ? null : { key: nextKey(dropout), rate, starts });

/** Inverted dropout, differentiable; without a source or rate the tensor itself. `starts`: see {@link nextMask}. */
export function dropOut(
  x: tf.Tensor,
  dropout: Dropout | null,
  rate: number,
  starts: Int32Array | null = null,
): tf.Tensor {
  const mask = nextMask(dropout, rate, starts);
  if (mask === null) return x;
  return differentiable([x], () => {
    const factors = dropoutMask(mask, x.shape, keepScale(rate));
    return {
      value: mul(x, factors),
      saved: { factors },
      backward: (dy, saved) => [mul(dy, saved.factors)],
    };
  });
}
