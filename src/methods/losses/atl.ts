import type { Rank, Scalar, Tensor2D } from "@tensorflow/tfjs-core";
import { badInput } from "../../base/errors.js";
import { defineLoss } from "./define.js";
import { adaptiveThreshold } from "./shared/primitives.js";

/**
 * ATL: one adaptive threshold class (Zhou et al. 2021, "Document-Level Relation Extraction with Adaptive
 * Thresholding"; paper Eq. 1; AMTL losses.py `get_at_loss`). Mean over all pairs of the batch; the label of column 0
 * is ignored, labels above 1 count as 1.
 */
export const atl = defineLoss({
  id: "atl",
  version: 1,
  label: "ATL",
  minutes: 40.04,
  compute: (tf, { logits, labels, layout }) => {
    if (layout.segments.length !== 1) {
      throw badInput("Loss atl takes only one segment", {
        where: "layout.segments",
        expected: "one segment",
        got: String(layout.segments.length),
        fix: "use the loss amtl for several segments",
      });
    }
    return tf.tidy(() => {
      const [rows, columns] = labels.shape;
      const clamped = tf.minimum<Tensor2D>(labels, 1).slice([0, 1], [rows, columns - 1]);
      const none = tf.zeros<Rank.R2>([rows, 1]);
      const positive = tf.concat<Tensor2D>([none, clamped], 1);
      const negative = tf.concat<Tensor2D>([none, tf.sub(1, clamped)], 1);
      return adaptiveThreshold(tf, logits, positive, negative).mean<Scalar>();
    });
  },
});
