import type * as tfcore from "@tensorflow/tfjs-core";
import type { Tf } from "../../../contract/loss.js";

/** Distance by which an excluded class lies below all others; its exponential is exactly 0. */
const FAR = 1e30;

/** exp(z - lse) and lse over the included classes of each row; every row includes at least one. */
function maskedSoftmax(
  z: tfcore.Tensor2D,
  included: tfcore.Tensor2D,
): { readonly softmax: tfcore.Tensor2D; readonly logSumExp: tfcore.Tensor2D } {
  const masked = z.add(included.sub(1).mul(FAR));
  const most = masked.max<tfcore.Tensor2D>(1, true);
  const exponentials = masked.sub<tfcore.Tensor2D>(most).exp();
  const sum = exponentials.sum<tfcore.Tensor2D>(1, true);
  return { softmax: exponentials.div(sum), logSumExp: sum.log().add(most) };
}

/**
 * ATL of each row (Zhou et al. 2021; AMTL losses.py `get_at_loss`; spec/losses.md 4.1), column 0 being the threshold:
 * Σ over positives r of (lse over {0} ∪ positives − z_r), plus lse over {0} ∪ negatives − z_0.
 *
 * Value and gradient are closed forms over two softmaxes: a few passes over the input, and finite for any finite
 * logits, also where a row has no positive or no negative class.
 *
 * @param z [rows, width]
 * @param positive [rows, width], 1 on positive relations; 0 elsewhere and in column 0.
 * @param negative [rows, width], 1 on negative relations; a class that is neither takes no part.
 * @returns [rows]; differentiable by z.
 */
export function adaptiveThreshold(
  tf: Tf,
  z: tfcore.Tensor2D,
  positive: tfcore.Tensor2D,
  negative: tfcore.Tensor2D,
): tfcore.Tensor1D {
  const width = z.shape[1];
  const evaluate = (logits: tfcore.Tensor2D): [tfcore.Tensor1D, tfcore.Tensor2D] => {
    const threshold = tf.tensor2d(
      Float32Array.from({ length: width }, (_, c) => +(c === 0)),
      [1, width],
    );
    const first = maskedSoftmax(logits, positive.add(threshold));
    const second = maskedSoftmax(logits, negative.add(threshold));
    const loss = positive
      .mul(first.logSumExp.sub(logits))
      .sum<tfcore.Tensor1D>(1)
      .add<tfcore.Tensor1D>(second.logSumExp.sub(logits.slice([0, 0], [-1, 1])).squeeze([1]));
    const slope = first.softmax
      .mul(positive.sum(1, true))
      .sub(positive)
      .add(second.softmax)
      .sub<tfcore.Tensor2D>(threshold);
    return [loss, slope];
  };
  const op = tf.customGrad<tfcore.Tensor1D>((input, save) => {
    const [value, slope] = tf.tidy(() => evaluate(input as tfcore.Tensor2D));
    (save as tfcore.GradSaveFunc)([slope]);
    return { value, gradFunc: (dy, saved) => saved[0].mul(dy.expandDims(1)) };
  });
  return op(z);
}
