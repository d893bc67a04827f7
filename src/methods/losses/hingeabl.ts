import { defineLoss } from "./define.js";
import { marginLoss } from "./shared/closed-form.js";
import { negativeLog, signsOf } from "./shared/log-sigmoid.js";

/** A sum of weights below this counts as none: the official 1e-30 would be squared away by a gradient in float32. */
const LEAST = 1e-12;

/**
 * HingeABL: SAT with hinge weights (Wang et al. 2023, "Adaptive Hinge Balance Loss for Document-Level Relation
 * Extraction"; HingeABL losses.py `get_relu_sat_loss`; spec/losses.md 4.10). With x = d on positive and −d on
 * negative relations, and w = relu(margin − x):
 *
 *     L_i = Σ_positive w nle(x) / Σ_positive w + Σ_negative w nle(x) / Σ_negative w,   0 / 0 = 0; mean over pairs
 *
 * Quirk: the weights are not detached, so gradients flow through them and through their sums.
 */
export const hingeAbl = defineLoss({
  id: "hingeabl",
  version: 1,
  label: "HingeABL",
  params: { margin: { kind: "number", default: 5, min: 0 } },
  minutes: 40.13,
  compute: (tf, inputs) =>
    marginLoss(tf, inputs, ({ d, positive, pairs }) => {
      const signs = signsOf(positive);
      const x = d.mul(signs);
      const { value, slope } = negativeLog(tf, x);
      const room = tf.sub(Number(inputs.params.margin), x);
      const weights = tf.relu(room);
      const weighted = weights.mul(value);
      const positiveWeights = weights.mul(positive).sum(1, true);
      const negativeWeights = weights.sum(1, true).sub(positiveWeights);
      const sums = positive
        .mul(positiveWeights.sub(negativeWeights))
        .add(negativeWeights)
        .maximum(LEAST);
      const shares = weighted.div(sums);
      const positiveMean = shares.mul(positive).sum(1, true);
      const negativeMean = shares.sum(1, true).sub(positiveMean);
      const means = positive.mul(positiveMean.sub(negativeMean)).add(negativeMean);
      // d/dx of w v / Σw, with w' = −1 inside the margin: (w v' − (v − mean)) / Σw.
      const change = tf.step(room).mul(value.sub(means));
      return {
        value: shares.sum().div(pairs),
        slope: weights.mul(slope).sub(change).div(sums).mul(signs).div(pairs),
      };
    }),
});
