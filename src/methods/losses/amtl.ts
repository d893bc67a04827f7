import { defineLoss } from "./define.js";
import { adaptiveThreshold } from "./shared/primitives.js";
import { segmentRows } from "./shared/segments.js";

/**
 * AMTL: ATL in every segment of the layout with one averaged threshold, mean over segments and pairs (paper Eq. 2–4;
 * AMTL losses.py `get_at_loss_by_MT`; spec/losses.md 5). Only the sum of a pair's threshold logits enters, so all threshold columns
 * get the same gradient; decoding compares with the raw threshold columns, as released. One segment with lambda 1 is ATL.
 */
export const amtl = defineLoss({
  id: "amtl",
  version: 1,
  label: "AMTL",
  framework: "segments",
  // xhm-code/AMTL, scripts.
  officialRates: { base: 4e-5, large: 2e-5 },
  equals: { framework: "amt", loss: "atl" },
  compute: (tf, { logits, labels, layout }) =>
    tf.tidy(() => {
      const { z, positive, negative } = segmentRows(tf, logits, labels, layout);
      return adaptiveThreshold(tf, z, positive, negative).mean();
    }),
});
