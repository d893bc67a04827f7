import * as tf from "@tensorflow/tfjs-core";
import { patch } from "./register.js";

type Inputs = Readonly<Record<string, tf.Tensor>>;

/** The backend copies the low byte of a number instead of asking whether it is zero. */
const castToBool = ({ x }: Inputs, attrs: object): tf.Tensor | null =>
  (attrs as { dtype: tf.DataType }).dtype === "bool" && x.dtype !== "bool"
    ? tf.notEqual(x, tf.scalar(0, x.dtype))
    : null;

/** The same operation on numbers, for kernels that take a bool's one byte for four. */
const throughNumbers =
  (name: string, values: readonly string[]) =>
  (inputs: Inputs, attrs: object): tf.Tensor | null => {
    const dtype = inputs[values[0]].dtype;
    if (dtype === "float32" || (dtype === "int32" && name !== "StridedSlice")) return null;
    const numbers = Object.entries(inputs).map(([key, tensor]) => [
      key,
      values.includes(key) ? tf.cast(tensor, "float32") : tensor,
    ]);
    const result: tf.Tensor = tf
      .engine()
      .runKernel(name, Object.fromEntries(numbers) as tf.NamedTensorMap, attrs as never);
    return tf.cast(result, dtype);
  };

/** Bounds by two comparisons, which work on int32 and let NaN through as TensorFlow does. */
function clip({ x }: Inputs, attrs: object): tf.Tensor {
  const { clipValueMin, clipValueMax } = attrs as { clipValueMin: number; clipValueMax: number };
  const bound = (value: number): tf.Tensor => tf.scalar(value, x.dtype);
  return tf.minimum(tf.maximum(x, bound(clipValueMin)), bound(clipValueMax));
}

/**
 * log(1 + x) with all digits of a small x: the backend's own adds the 1 first, and gives 0 for 1e-8.
 */
const log1p = ({ x }: Inputs): tf.Tensor =>
  tf.tensor(
    x.dataSync<"float32">().map((value) => Math.log1p(value)),
    x.shape,
  );

/** Kernels that lose digits, or are wrong or read out of bounds for other types than float32. */
export function patchElementwise(): void {
  patch("Log1p", log1p);
  patch("Cast", castToBool);
  patch("Reverse", throughNumbers("Reverse", ["x"]));
  patch("Select", throughNumbers("Select", ["t", "e"]));
  patch("StridedSlice", throughNumbers("StridedSlice", ["x"]));
  patch("ClipByValue", clip);
}
