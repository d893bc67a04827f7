import { defineLoss } from "./define.js";
import { marginLoss } from "./shared/closed-form.js";
import { logSumExpWithZero } from "./shared/log-sum-exp.js";

/**
 * AFL: adaptive focal loss (Tan et al. 2022, KD-DocRE; HingeABL losses.py `get_af_loss`, KD-DocRE `AFLoss`;
 * spec/losses.md 4.4). Positives are ranked against the threshold one by one, negatives together as in ATL:
 *
 *     L_i = Σ_positive (1 + sigmoid(−d_ir)^γ) · softplus(−d_ir) + log(1 + Σ_negative exp(d_ir)),   mean over pairs
 *
 * Quirks: the factor is 1 + (1 − p)^γ where the focal loss has (1 − p)^γ alone; gradients flow through it;
 * `gamma_neg` of the official code has no effect and is no parameter here.
 */
export const afl = defineLoss({
  id: "afl",
  version: 1,
  label: "AFL",
  params: { gamma: { kind: "number", default: 1, min: 0 } },
  compute: (tf, inputs) =>
    marginLoss(tf, inputs, ({ d, positive, pairs }) => {
      const gamma = Number(inputs.params.gamma);
      const wrong = d.neg();
      const missed = tf.sigmoid(wrong);
      const entropy = tf.softplus(wrong);
      const focus = gamma === 1 ? missed : tf.softplus(d).mul(-gamma).exp();
      const factor = focus.add(1);
      const negatives = logSumExpWithZero(tf, d, tf.sub(1, positive));
      const ofFocus = focus.mul(tf.sigmoid(d)).mul(entropy).mul(gamma);
      return {
        value: positive.mul(factor).mul(entropy).sum().add(negatives.value.sum()).div(pairs),
        slope: negatives.slope.sub(positive.mul(ofFocus.add(factor.mul(missed)))).div(pairs),
      };
    }),
});
