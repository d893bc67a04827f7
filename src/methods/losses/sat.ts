import { defineLoss } from "./define.js";
import { marginLoss } from "./shared/closed-form.js";
import { negativeLog, signsOf } from "./shared/log-sigmoid.js";

/**
 * HingeABL_SAT: each relation against the threshold by a sigmoid (HingeABL losses.py `get_sat_loss`; spec/losses.md
 * 4.8). With nle(x) = −log(sigmoid(x) + 1e-30) and margins d [pairs, relations]:
 *
 *     L_i = Σ_positive nle(d_ir) + Σ_negative nle(−d_ir),   mean over pairs
 *
 * The official code overflows above logits of about 88; this is the same formula in margins.
 */
export const sat = defineLoss({
  id: "sat",
  version: 1,
  label: "HingeABL_SAT",
  compute: (tf, inputs) =>
    marginLoss(tf, inputs, ({ d, positive, pairs }) => {
      const signs = signsOf(positive);
      const { value, slope } = negativeLog(tf, d.mul(signs));
      return { value: value.sum().div(pairs), slope: slope.mul(signs).div(pairs) };
    }),
});
