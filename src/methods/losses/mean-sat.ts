import { defineLoss } from "./define.js";
import { marginLoss } from "./shared/closed-form.js";
import { negativeLog, signsOf } from "./shared/log-sigmoid.js";

/**
 * HingeABL_MeanSAT: SAT with the mean over positive and the mean over negative relations of each pair
 * (HingeABL losses.py `get_mean_sat_loss`; spec/losses.md 4.9). With p positives among R relations:
 *
 *     L_i = (1/p) Σ_positive nle(d_ir) + (1/(R − p)) Σ_negative nle(−d_ir),   an empty mean is 0; mean over pairs
 *
 * Quirk: officially R is the literal 96. Here it is the number of relations of the layout or the segment, unless
 * `numRelations` says otherwise.
 */
export const meanSat = defineLoss({
  id: "mean-sat",
  version: 1,
  label: "HingeABL_MeanSAT",
  params: { numRelations: { kind: "number", default: 0, min: 0 } },
  compute: (tf, inputs) =>
    marginLoss(tf, inputs, ({ d, positive, pairs, relations }) => {
      const all = Number(inputs.params.numRelations) || relations;
      const signs = signsOf(positive);
      const { value, slope } = negativeLog(tf, d.mul(signs));
      const count = positive.sum(1, true);
      const ofPositive = tf.maximum(count, 1).reciprocal();
      const ofNegative = tf.maximum(tf.sub(all, count), 1).reciprocal();
      const weights = positive.mul(ofPositive.sub(ofNegative)).add(ofNegative).div(pairs);
      return { value: value.mul(weights).sum(), slope: slope.mul(signs).mul(weights) };
    }),
});
