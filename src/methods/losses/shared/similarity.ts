import type * as tfcore from "@tensorflow/tfjs-core";
import type { PairFeatures, Tf } from "../../../contract/loss.js";
import type { Closed } from "./closed-form.js";

/** Squares of lengths below this count as this much (PyTorch's normalisation: lengths at least 1e-12). */
const LEAST = 1e-24;

/** One group of a pair's two vectors, [pairs, block]. */
const groupOf = (x: tfcore.Tensor, group: number, block: number): tfcore.Tensor2D =>
  x.slice([0, group * block], [-1, block]) as tfcore.Tensor2D;

/** Products of all pairs' rows with one another, [pairs, pairs]. */
const products = (tf: Tf, x: tfcore.Tensor2D): tfcore.Tensor2D => tf.matMul(x, x, false, true);

/** tf.eye would fill it in JavaScript. */
function identityOf(tf: Tf, size: number): tfcore.Tensor2D {
  const places = tf.range(0, size);
  return tf.equal(places.expandDims(1), places).cast("float32");
}

/**
 * A function of the cosines of all pairs' vectors over τ, S [pairs, pairs], the vectors being the outer products of
 * head and tail inside each group. They are never formed: fᵢ·fⱼ = Σ_g (zhᵢ·zhⱼ)_g (ztᵢ·ztⱼ)_g, of which the backward
 * pass computes the factors anew, group by group.
 *
 * @param evaluate value, and slope [pairs, pairs] by S; it is also given the identity matrix.
 * @returns differentiable by head and tail.
 */
export function pairSimilarities(
  tf: Tf,
  { head, tail, block }: PairFeatures,
  tau: number,
  evaluate: (s: tfcore.Tensor2D, identity: tfcore.Tensor2D) => Closed,
): tfcore.Scalar {
  const groups = [...Array(head.shape[1] / block).keys()];

  /** f·fᵀ */
  const inner = (): tfcore.Tensor =>
    groups.reduce<tfcore.Tensor>((sum, group) => {
      const next = tf.tidy(() =>
        products(tf, groupOf(head, group, block))
          .mul(products(tf, groupOf(tail, group, block)))
          .add(sum),
      );
      sum.dispose();
      return next;
    }, tf.scalar(0));

  const forward = (): [tfcore.Scalar, tfcore.Tensor] => {
    const k = inner() as tfcore.Tensor2D;
    const identity = identityOf(tf, k.shape[0]);
    const own = k.mul(identity).sum(1, true);
    const length = tf.maximum(own, LEAST).sqrt();
    const scale = length.matMul(length, false, true).mul(tau);
    const s = k.div<tfcore.Tensor2D>(scale);
    const { value, slope } = evaluate(s, identity);
    // By f·fᵀ, added to its transpose: S is symmetric. The lengths' part stands on the diagonal.
    const both = slope.add(slope.transpose());
    const ofLengths = both
      .mul(s)
      .sum(1, true)
      .mul(tf.step(own.sub(LEAST)));
    const diagonal = identity.mul(ofLengths.div(tf.maximum(own, LEAST)));
    return [value as tfcore.Scalar, both.div(scale).sub(diagonal)];
  };

  const backward = (dy: tfcore.Tensor, saved: tfcore.Tensor[]): tfcore.Tensor[] => {
    const [slope, heads, tails] = saved;
    const parts = groups.map((group) =>
      tf.tidy((): [tfcore.Tensor, tfcore.Tensor] => {
        const h = groupOf(heads, group, block);
        const t = groupOf(tails, group, block);
        return [
          tf.matMul(slope.mul<tfcore.Tensor2D>(products(tf, t)), h),
          tf.matMul(slope.mul<tfcore.Tensor2D>(products(tf, h)), t),
        ];
      }),
    );
    return [0, 1].map((side) =>
      tf
        .concat(
          parts.map((part) => part[side]),
          1,
        )
        .mul(dy),
    );
  };

  const op = tf.customGrad<tfcore.Scalar>((...args) => {
    const save = args.at(-1) as tfcore.GradSaveFunc;
    const [value, slope] = tf.tidy(forward);
    save([slope, head, tail]);
    return { value, gradFunc: (dy, saved) => tf.tidy(() => backward(dy, saved)) };
  });
  return op(head, tail);
}
