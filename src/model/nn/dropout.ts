import * as tf from "@tensorflow/tfjs-core";
import { dtypeOf, hasRawOps, rawOp, type RawAttribute } from "../../engine/raw.js";
import { differentiable } from "./differentiable.js";
import { dropPositions, mix } from "./drop-positions.js";
import { mul } from "./kernels.js";

/**
 * Where the dropout masks of one training step come from. Every mask takes the next site, so the masks of a step
 * follow from (seed, step) and the order of the calls alone: a resumed run draws the same bits.
 */
export interface Dropout {
  readonly seed: number;
  readonly step: number;
  /** Masks drawn so far in this step. */
  site: number;
}

export const createDropout = (seed: number, step: number): Dropout => ({ seed, step, site: 0 });

/** What a kept value is multiplied by, so that expectations stay. */
export const keepScale = (rate: number): number => 1 / (1 - rate);

function nextKey(dropout: Dropout): number {
  const site = dropout.site++;
  return mix(mix(mix(dropout.seed + 0x9e3779b9) + dropout.step) + site);
}

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
    const uniform = rawOp("StatelessRandomUniform", UNIFORM, [
      tf.tensor1d([...shape], "int32"),
      seed,
    ]);
    return rawOp("GreaterEqual", [dtypeOf(uniform)], [uniform, tf.scalar(rate)]);
  });
}

/** True where the value is kept; the same on every engine of the host. */
export function hostMask(key: number, shape: readonly number[], rate: number): tf.Tensor {
  const kept = new Uint8Array(shape.reduce((product, n) => product * n, 1)).fill(1);
  dropPositions(kept, rate, 0, key);
  return tf.tensor(kept, [...shape], "bool");
}

/**
 * The mask of the next site as numbers: 1 where a value is kept, 0 where it is dropped. The caller owns it and owes
 * the kept values {@link keepScale}, which is cheaper to put into a smaller factor of the product.
 */
export function dropoutMask(dropout: Dropout, shape: readonly number[], rate: number): tf.Tensor {
  const key = nextKey(dropout);
  const draw = drawsOnDevice() ? deviceMask : hostMask;
  return tf.tidy(() => draw(key, shape, rate).cast("float32"));
}

/** Inverted dropout, differentiable; without a source or rate the tensor itself. */
export function dropOut(x: tf.Tensor, dropout: Dropout | null, rate: number): tf.Tensor {
  if (dropout === null || rate === 0) return x;
  return differentiable([x], () => {
    const kept = dropoutMask(dropout, x.shape, rate);
    const mask = mul(kept, tf.scalar(keepScale(rate)));
    return {
      value: mul(x, mask),
      saved: { mask },
      backward: (dy, saved) => [mul(dy, saved.mask)],
    };
  });
}
