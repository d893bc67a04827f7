import { defineLoss } from "./define.js";
import { marginLoss } from "./shared/closed-form.js";
import { signsOf } from "./shared/log-sigmoid.js";

/**
 * AML: adaptive margin loss (Wei and Li 2022, SagDRE; HingeABL losses.py `get_margin_loss`; spec/losses.md 4.3).
 *
 *     L_i = Σ_positive relu(margin − d_ir) + Σ_negative relu(margin + d_ir),   mean over pairs
 *
 * Quirks: officially the margin is the literal 1; two softmax terms are computed and dropped; the label of column 0
 * is cleared in place, here it is left aside.
 */
export const aml = defineLoss({
  id: "aml",
  version: 1,
  label: "AML",
  params: { margin: { kind: "number", default: 1, min: 0 } },
  minutes: 40.23,
  compute: (tf, inputs) =>
    marginLoss(tf, inputs, ({ d, positive, pairs }) => {
      const signs = signsOf(positive);
      const lacking = tf.sub(Number(inputs.params.margin), d.mul(signs));
      return {
        value: tf.relu(lacking).sum().div(pairs),
        slope: tf.step(lacking).mul(signs).div(-pairs),
      };
    }),
});
