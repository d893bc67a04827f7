import * as tf from "@tensorflow/tfjs-core";
import { patch } from "./register.js";

/**
 * log(1 + x) with all digits of a small x: the backend's own adds the 1 first, and gives 0 for 1e-8.
 */
const log1p = ({ x }: Readonly<Record<string, tf.Tensor>>): tf.Tensor =>
  tf.tensor(
    x.dataSync<"float32">().map((value) => Math.log1p(value)),
    x.shape,
  );

export function patchElementwise(): void {
  patch("Log1p", log1p);
}
