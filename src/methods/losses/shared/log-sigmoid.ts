import type * as tfcore from "@tensorflow/tfjs-core";
import type { Tf } from "../../../contract/loss.js";
import type { Closed } from "./closed-form.js";

/** −log of the 1e-30 that the official code adds to a probability before taking its logarithm. */
const LARGEST = 30 * Math.LN10;

/**
 * nle(x) = −log(sigmoid(x) + 1e-30) and its derivative, entry by entry (spec/losses.md 2). The official code
 * exponentiates raw logits and overflows above 88; this is finite everywhere, and at most 69.08.
 */
export function negativeLog(tf: Tf, x: tfcore.Tensor): Closed {
  const wrong = x.neg();
  const plain = tf.softplus(wrong);
  const above = plain.sub(LARGEST);
  const value = tf.minimum(plain, LARGEST).sub(tf.log1p(above.abs().neg().exp()));
  const slope = tf.sigmoid(wrong).mul(tf.sigmoid(above.neg())).neg();
  return { value, slope };
}

/** +1 on positive relations and −1 on the others: turns margins into how far a relation is on its right side. */
export const signsOf = (positive: tfcore.Tensor): tfcore.Tensor => positive.mul(2).sub(1);
