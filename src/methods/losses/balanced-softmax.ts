import { defineLoss } from "./define.js";
import { closedForm, requireOneSegment } from "./shared/closed-form.js";
import { logSumExpWithZero } from "./shared/log-sum-exp.js";

/**
 * Balanced-Softmax: every class against the constant threshold 0 (Zhang et al. 2021, DocuNet
 * `multilabel_categorical_crossentropy`; HingeABL losses.py `get_balance_loss`; spec/losses.md 4.2). Over all columns
 * [pairs, columns], the first included:
 *
 *     L_i = log(1 + Σ_{y = 0} exp(z_ic)) + log(1 + Σ_{y = 1} exp(−z_ic)),   mean over pairs
 *
 * Quirk: column 0 is an ordinary class, positive for pairs without relation, and takes one of the k places when
 * decoding.
 */
export const balancedSoftmax = defineLoss({
  id: "balanced-softmax",
  version: 1,
  label: "Balanced-Softmax",
  threshold: "zero",
  compute: (tf, { logits, labels, layout }) => {
    requireOneSegment(layout);
    const [pairs] = labels.shape;
    return closedForm(tf, logits, (z) => {
      const positive = tf.minimum(labels, 1);
      const low = logSumExpWithZero(tf, z, tf.sub(1, positive));
      const high = logSumExpWithZero(tf, z.neg(), positive);
      return {
        value: low.value.add(high.value).sum().div(pairs),
        slope: low.slope.sub(high.slope).div(pairs),
      };
    });
  },
});
