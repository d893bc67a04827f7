import type * as tfcore from "@tensorflow/tfjs-core";
import { badInput } from "../../../base/errors.js";
import type { LossInputs, Tf } from "../../../contract/loss.js";

/** A function's value with its derivative by the input, computed in one go. */
export interface Closed {
  /** A scalar where it is a loss. */
  readonly value: tfcore.Tensor;
  /** Shaped like the input. */
  readonly slope: tfcore.Tensor;
}

/**
 * One node of the gradient tape whose gradient is computed with its value: a loss then keeps one tensor of the size
 * of its input, and passes over it a few times instead of once for each operation and again for its gradient.
 *
 * @param evaluate is not recorded, so it may use operations that have no gradient.
 */
export function closedForm(
  tf: Tf,
  input: tfcore.Tensor2D,
  evaluate: (input: tfcore.Tensor2D) => Closed,
): tfcore.Scalar {
  const op = tf.customGrad<tfcore.Scalar>((x, save) => {
    const [value, slope] = tf.tidy(() => {
      const closed = evaluate(x as tfcore.Tensor2D);
      return [closed.value as tfcore.Scalar, closed.slope];
    });
    (save as tfcore.GradSaveFunc)([slope]);
    return { value, gradFunc: (dy, saved) => saved[0].mul(dy) };
  });
  return op(input);
}

/** Relations of pairs against one threshold. */
export interface Margins {
  /** [pairs, relations]: logit of the relation minus that of the threshold, d = z_r − z_TH. */
  readonly d: tfcore.Tensor2D;
  /** [pairs, relations]: 1 on positive relations. */
  readonly positive: tfcore.Tensor2D;
  readonly pairs: number;
  readonly relations: number;
}

/**
 * A loss that sees relations only through their margins, as all with one threshold class do (column 0). Labels above
 * 1 count as 1; column 0 of the labels is left aside.
 *
 * @param evaluate value, and slope [pairs, relations] by the margins.
 * @throws AmtlError (2) when the layout has several segments.
 */
export function marginLoss(
  tf: Tf,
  inputs: Pick<LossInputs, "logits" | "labels" | "layout">,
  evaluate: (margins: Margins) => Closed,
): tfcore.Scalar {
  const { logits, labels, layout } = inputs;
  requireOneSegment(layout);
  const [pairs, columns] = labels.shape;
  return closedForm(tf, logits, (z) => {
    const d = z.slice([0, 1]).sub<tfcore.Tensor2D>(z.slice([0, 0], [-1, 1]));
    const positive = tf.minimum<tfcore.Tensor2D>(labels.slice([0, 1]), 1);
    const { value, slope } = evaluate({ d, positive, pairs, relations: columns - 1 });
    return { value, slope: tf.concat([slope.sum(1, true).neg(), slope], 1) };
  });
}

/** @throws AmtlError (2) when the layout has several segments. */
export function requireOneSegment({ segments }: LossInputs["layout"]): void {
  if (segments.length === 1) return;
  throw badInput("Loss takes only one segment", {
    where: "layout.segments",
    expected: "one segment",
    got: String(segments.length),
    fix: "use the loss amt, which holds such a loss in every segment",
  });
}
