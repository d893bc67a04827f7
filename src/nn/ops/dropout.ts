import * as tf from "@tensorflow/tfjs-core";
import type { Dropout } from "../../contract/dropout.js";
import { dtypeOf, hasRawOps, rawOp, type RawAttribute } from "../../engine/raw.js";
import { differentiable } from "./differentiable.js";
import { dropPositions, mix } from "./drop-positions.js";
import { mul, scale } from "./kernels.js";

export const createDropout = (seed: number, step: number): Dropout => ({ seed, step, site: 0 });

/** What a kept value is multiplied by, so that expectations stay. */
export const keepScale = (rate: number): number => 1 / (1 - rate);

/** Which entries one dropout drops: the key of its random numbers and the rate, between 0 and 1. */
export interface Mask {
  readonly key: number;
  readonly rate: number;
}

/** Never 0 for TensorFlow, which takes that for "no seed": the second half of its key is 1. */
function nextKey(dropout: Dropout): number {
  const site = dropout.site++;
  return mix(mix(mix(dropout.seed + 0x9e3779b9) + dropout.step) + site);
}

/** The mask of the next site; null where nothing is dropped, which takes no site. */
export const nextMask = (dropout: Dropout | null, rate: number): Mask | null =>
  dropout === null || rate === 0 ? null : { key: nextKey(dropout), rate };

/** What the project's own operations take: the rate, and the key as a tensor, since it is another at every call. */
export const rateAttribute = (rate: number): RawAttribute => ({
  name: "rate",
  kind: "float",
  value: rate,
});
export const maskAttribute = (mask: Mask | null): RawAttribute => rateAttribute(mask?.rate ?? 0);
export const maskKey = (mask: Mask | null): tf.Tensor => tf.scalar((mask?.key ?? 0) | 0, "int32");

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

const UNIFORM = [
  { name: "dtype", kind: "dtype", value: "float32" },
  { name: "T", kind: "dtype", value: "int32" },
  { name: "Tseed", kind: "dtype", value: "int32" },
] as const satisfies readonly RawAttribute[];

/** On a GPU, masks of millions are drawn there rather than sent there. */
const drawsOnDevice = (): boolean =>
  hasRawOps() && (tf.backend() as { isUsingGpuDevice?: boolean }).isUsingGpuDevice === true;

/** True where the value is kept, by TensorFlow's counter-based generator; what a GPU uses. */
export function deviceMask(key: number, shape: readonly number[], rate: number): tf.Tensor {
  return tf.tidy(() => {
    const seed = tf.tensor1d([key, 1], "int32");
    const sizes = tf.tensor1d([...shape], "int32");
    const uniform = rawOp("StatelessRandomUniform", UNIFORM, [sizes, seed]);
    return rawOp("GreaterEqual", [dtypeOf(uniform)], [uniform, tf.scalar(rate)]);
  });
}

/**
 * True where a value is kept. For tensors of millions, since it takes a quarter of the memory of
 * {@link dropoutMask}; the kept values are owed {@link keepScale}. The caller owns it.
 */
export function keptMask({ key, rate }: Mask, shape: readonly number[]): tf.Tensor {
  if (drawsOnDevice()) return deviceMask(key, shape, rate);
  const kept = new Uint8Array(sizeOf(shape)).fill(1);
  dropPositions(kept, rate, key);
  return tf.tensor(kept, [...shape], "bool");
}

/** The mask as factors: `kept` where a value is kept, 0 where it is dropped. The caller owns it. */
export function dropoutMask(
  { key, rate }: Mask,
  shape: readonly number[],
  kept: number,
): tf.Tensor {
  if (drawsOnDevice()) {
    return tf.tidy(() => scale(deviceMask(key, shape, rate).cast("float32"), kept));
  }
  const factors = new Float32Array(sizeOf(shape)).fill(kept);
  dropPositions(factors, rate, key);
  return tf.tensor(factors, [...shape]);
}

/** Inverted dropout, differentiable; without a source or rate the tensor itself. */
export function dropOut(x: tf.Tensor, dropout: Dropout | null, rate: number): tf.Tensor {
  const mask = nextMask(dropout, rate);
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
