import * as tf from "@tensorflow/tfjs-core";
import { gatherRows } from "../../../nn/ops/gather.js";
import type { Cells, Squares } from "../shared/cells.js";

/** The rules of all head classes: n classes, T atoms, L rules each. */
export interface SoftRules {
  /** [n, T, L, 2n + 1]: what each atom is made of: the classes, their inverses, and identity. */
  readonly atoms: tf.Tensor;
  /** [n, L, 1]: how much a rule counts, before tanh. */
  readonly weights: tf.Tensor;
  /** Whether "no relation" (class 0) and its inverse are kept out of the bodies of relations. */
  readonly maskNone: boolean;
}

/** Added to what must not be chosen, as in the official code. */
const NEVER = -1e30;

/**
 * What the rules add to each pair's logits, [rows, n] (spec/plugins.md 2, steps 2 to 5). The channels are mixed before
 * paths are followed, which is the same as the official order and 2n + 1 times smaller. Differentiable.
 *
 * @param truth [rows, n]: how true each class is of a pair.
 */
export function ruleLogits(truth: tf.Tensor2D, squares: Squares, rules: SoftRules): tf.Tensor2D {
  const classes = truth.shape[1];
  // The row behind the last stands for pairs that are not there.
  const table = tf.concat<tf.Tensor2D>([truth, tf.zeros([1, classes])], 0);
  const atoms = atomWeights(rules);
  const counts = tf.tanh(rules.weights);
  const added = squares.documents
    .filter(({ entities }) => entities > 0)
    .map((cells) => documentLogits(table, cells, atoms, counts));
  return gatherRows(tf.concat(added, 0), squares.cellOf);
}

/** For each step [nL, 2n + 1], a distribution over channels. */
function atomWeights({ atoms, maskNone }: SoftRules): readonly tf.Tensor2D[] {
  const [classes, steps, rules, channels] = atoms.shape;
  const masked = maskNone ? atoms.add<tf.Tensor>(noneMask(classes, channels)) : atoms;
  const shares = tf.softmax(masked);
  return Array.from({ length: steps }, (_, step) =>
    shares
      .slice([0, step, 0, 0], [classes, 1, rules, channels])
      .reshape<tf.Tensor2D>([classes * rules, channels]),
  );
}

/** [n, 1, 1, 2n + 1]: never class 0 nor its inverse, but in the rules of class 0 itself. */
function noneMask(classes: number, channels: number): tf.Tensor4D {
  const values = new Float32Array(classes * channels);
  for (let head = 1; head < classes; head++) {
    values[head * channels] = NEVER;
    values[head * channels + classes] = NEVER;
  }
  return tf.tensor4d(values, [classes, 1, 1, channels]);
}

/** What the rules say of every cell of one document, [entities², n]. */
function documentLogits(
  table: tf.Tensor2D,
  { entities, rowOf, reversed }: Cells,
  atoms: readonly tf.Tensor2D[],
  counts: tf.Tensor,
): tf.Tensor2D {
  const cells = entities ** 2;
  const identity = tf.eye(entities).reshape<tf.Tensor2D>([cells, 1]);
  const facts = tf.concat<tf.Tensor2D>(
    [gatherRows(table, rowOf), gatherRows(table, reversed), identity],
    1,
  );
  const [classes, rules] = counts.shape;
  const paths = atoms
    .map((step) =>
      tf
        .matMul(step, facts, false, true)
        .reshape<tf.Tensor3D>([classes * rules, entities, entities]),
    )
    // The later atom stands before: (x, z) of step 1, (z, y) of step 0.
    .reduce((path, atom) => tf.matMul(atom, path));
  return paths
    .reshape([classes, rules, cells])
    .mul(counts)
    .sum<tf.Tensor2D>(1)
    .transpose<tf.Tensor2D>();
}
