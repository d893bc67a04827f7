import { params } from "../../base/params.js";
import type { Loss } from "../../contract/loss.js";
import { adaptiveThreshold } from "./shared/primitives.js";
import { segmentRows } from "./shared/segments.js";

/**
 * AMTL: ATL in every segment of the layout with one averaged threshold, mean over segments and pairs (paper Eq. 2–4;
 * AMTL losses.py `get_at_loss_by_MT`; spec/losses.md 5). Only the sum of a pair's slot logits enters, so all slots
 * get the same gradient; decoding compares with the raw slots, as released. One segment with lambda 1 is ATL.
 */
export const amtl: Loss = {
  id: "amtl",
  version: 1,
  params: params({}),
  needs: [],
  decoder: { rule: "th", k: 4, threshold: "raw", factor: 1 },
  framework: "segments",
  compute: (tf, { logits, labels, layout }) =>
    tf.tidy(() => {
      const { z, positive, negative } = segmentRows(tf, logits, labels, layout);
      return adaptiveThreshold(tf, z, positive, negative).mean();
    }),
};
