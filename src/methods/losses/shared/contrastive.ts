import type * as tfcore from "@tensorflow/tfjs-core";
import type { Params } from "../../../base/params.js";
import type { PairFeatures, Tf } from "../../../contract/loss.js";
import { pairSimilarities } from "./similarity.js";

/** Distance by which an excluded pair lies below all others. */
const FAR = 1e30;

/**
 * PEMSCL's supervised contrastive term (Guo et al. 2023; PEMSCL codes/losses.py; spec/losses.md 4.7). With
 * S [pairs, pairs] the similarities of normalised pair vectors over τ, M_ij = 1 where i ≠ j share a label (column 0
 * included), c_i = Σ_j M_ij, lse_i over all j ≠ i, and m_i = 0 on pairs without relation:
 *
 *     a_i = Σ_j M_ij (S_ij − lse_i) / max(c_i, 1);  b_i = max_j S_ij − lse_i where c_i = 0, else 0
 *     SCL = −(τ / τ_base) [ mean_i(m_i a_i) + mean_i(m_i) mean_i(b_i) ]
 *
 * Quirks: the product of means is a broadcasting slip, meant is mean_i(m_i (a_i + b_i)); the row maximum is a
 * constant; pairs without relation count in the means and in every lse. A single pair gives 0 (officially not a
 * number). Needs a few matrices [pairs, pairs] at once.
 *
 * @param labels [pairs, columns]
 * @param params PEMSCL's: tau, tauBase, naFlagKept, perRowIntended.
 */
export function contrastive(
  tf: Tf,
  features: PairFeatures,
  labels: tfcore.Tensor2D,
  params: Params,
): tfcore.Scalar {
  const [pairs, columns] = labels.shape;
  const [tau, tauBase] = [Number(params.tau), Number(params.tauBase)];
  const naFlagKept = params.naFlagKept === true;
  if (pairs === 1) return tf.scalar(0);
  return pairSimilarities(tf, features, tau, (s, identity) => {
    const other = tf.sub(1, identity);
    const flags = tf.minimum<tfcore.Tensor2D>(labels.slice([0, 0], [-1, 1]), 1);
    const shown = naFlagKept ? labels : labels.slice<tfcore.Tensor2D>([0, 1], [-1, columns - 1]);
    const shared = tf.minimum(tf.matMul(shown, shown, false, true), 1).mul(other);
    const count = shared.sum(1, true);
    const anchor = naFlagKept ? tf.sub(1, flags) : tf.onesLike(flags);
    const alone = tf.step(tf.sub(0.5, count));
    const masked = s.sub<tfcore.Tensor2D>(identity.mul(FAR));
    const most = masked.max(1, true);
    const exponentials = masked.sub(most).exp();
    const sum = exponentials.sum(1, true);
    const lse = sum.log().add(most);
    const weight = anchor.div(tf.maximum(count, 1));
    const ofAlone = alone.mul(params.perRowIntended === true ? anchor : anchor.mean());
    const together = weight.mul(shared.mul(s).sum(1, true).sub(count.mul(lse)));
    const apart = ofAlone.mul(s.max(1, true).sub(lse));
    const factor = -tau / (tauBase * pairs);
    const ofSoftmax = weight.mul(count).add(ofAlone).div(sum);
    return {
      value: together.add(apart).sum().mul(factor),
      slope: weight.mul(shared).sub(ofSoftmax.mul(exponentials)).mul(factor),
    };
  });
}
