import type * as tfcore from "@tensorflow/tfjs-core";
import type { Tf } from "../../../contract/loss.js";
import type { Closed } from "./closed-form.js";

/** Distance by which an excluded class lies below all others; its exponential is exactly 0. */
const FAR = 1e30;

/**
 * log(1 + Σ exp(x)) over the included entries of each row, [rows, 1], and its slope, [rows, width]: the softmax
 * against a further class with logit 0. Zero, with zero slope, where nothing is included.
 *
 * @param included [rows, width], 1 or 0
 */
export function logSumExpWithZero(tf: Tf, x: tfcore.Tensor, included: tfcore.Tensor): Closed {
  const masked = x.add(included.sub(1).mul(FAR));
  const most = tf.relu(masked.max(1, true));
  const exponentials = masked.sub(most).exp();
  const sum = exponentials.sum(1, true).add(most.neg().exp());
  return { value: sum.log().add(most), slope: exponentials.div(sum) };
}
