import { defineLoss } from "./define.js";
import { closedForm, requireOneSegment } from "./shared/closed-form.js";
import { signsOf } from "./shared/log-sigmoid.js";

/**
 * BCE: each class by itself, with one global threshold that is chosen on the dev set (GAIN's own loss: Zeng et al.
 * 2020; spec/backbone-gain.md 8). Over all columns [pairs, columns], the first included:
 *
 *     L = mean over pairs and columns of softplus(−z_ic) where y = 1, softplus(z_ic) where y = 0
 *
 * Quirk: the class of pairs without relation is learned and never predicted. No limit on a pair's relations.
 */
export const bce = defineLoss({
  id: "bce",
  version: 1,
  label: "BCE",
  threshold: "global",
  compute: (tf, { logits, labels, layout }) => {
    requireOneSegment(layout);
    return closedForm(tf, logits, (z) => {
      const signs = signsOf(tf.minimum(labels, 1));
      const wrong = z.mul(signs).neg();
      return {
        value: tf.softplus(wrong).mean(),
        slope: tf.sigmoid(wrong).mul(signs).div(-z.size),
      };
    });
  },
});
