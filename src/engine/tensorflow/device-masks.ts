import * as tf from "@tensorflow/tfjs-core";
import type { Kernels } from "../../contract/compute/kernels.js";
import { scale } from "../../nn/ops/kernels.js";
import { widestOf } from "../../nn/ops/windows.js";
import { dtypeOf, rawOp, type RawAttribute } from "./raw.js";

const UNIFORM = [
  { name: "dtype", kind: "dtype", value: "float32" },
  { name: "T", kind: "dtype", value: "int32" },
  { name: "Tseed", kind: "dtype", value: "int32" },
] as const satisfies readonly RawAttribute[];

/**
 * True where the value is kept, by TensorFlow's counter-based generator. TensorFlow takes a key of 0 for "no seed", so
 * its second half is 1.
 */
export function deviceMask(key: number, shape: readonly number[], rate: number): tf.Tensor {
  return tf.tidy(() => {
    const seed = tf.tensor1d([key, 1], "int32");
    const sizes = tf.tensor1d([...shape], "int32");
    const uniform = rawOp("StatelessRandomUniform", UNIFORM, [sizes, seed]);
    return rawOp("GreaterEqual", [dtypeOf(uniform)], [uniform, tf.scalar(rate)]);
  });
}

/** On a GPU, masks of millions are drawn there rather than sent there, by one key for all windows. */
export const DEVICE_MASKS = {
  keptMask: ({ key, rate }, { starts, heads }) => {
    const widest = widestOf(starts);
    return deviceMask(key, [starts.length - 1, heads, widest, widest], rate);
  },
  dropoutMask: ({ key, rate }, shape, kept) =>
    tf.tidy(() => scale(deviceMask(key, shape, rate).cast("float32"), kept)),
} satisfies Partial<Kernels>;
