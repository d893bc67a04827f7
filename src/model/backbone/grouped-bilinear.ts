import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "../nn/differentiable.js";
import { addAll, addBias, columnSum, matMul } from "../nn/kernels.js";
import { outerProducts, outerProductsGradients } from "./outer-products.js";

/** Floats of the outer products that are held at once: 32 MiB. */
const AT_ONCE = 2 ** 23;
/** Pairs in a chunk; more make a matrix product no faster. */
const ROWS = 2048;

/** A run of consecutive pairs, or of consecutive groups. */
interface Run {
  readonly from: number;
  readonly count: number;
}

function cutInto(total: number, most: number): Run[] {
  const count = Math.ceil(total / most);
  return Array.from({ length: count }, (_, i) => ({
    from: i * most,
    count: Math.min(most, total - i * most),
  }));
}

/** Pairs and groups whose outer products are formed together. Small models get one run of each: few operations. */
function runsOf(pairs: number, groups: number, square: number): { rows: Run[]; groups: Run[] } {
  const rows = Math.min(pairs, ROWS);
  const together = Math.max(1, Math.min(groups, Math.floor(AT_ONCE / (rows * square))));
  return { rows: cutInto(pairs, rows), groups: cutInto(groups, together) };
}

type Inputs = Readonly<Record<"head" | "tail" | "weight", tf.Tensor>>;
/** By head, tail and weight. */
type GroupGradients = [tf.Tensor, tf.Tensor, tf.Tensor];

/**
 * Grouped bilinear layer (ATLOP model.py): both vectors are split into groups of k, the outer products inside each
 * group are the input of a linear layer; index (g·k + a)·k + b holds head[g·k + a] · tail[g·k + b].
 *
 * The outer products are formed chunk by chunk, and again in the backward pass, so memory does not grow with
 * pairs × m·k (338 MB for one document of 42 entities at m = 768, k = 64).
 *
 * @param head [pairs, m], at least one pair
 * @param tail [pairs, m]
 * @param weight [columns, m·k]
 * @param bias [columns]
 * @returns [pairs, columns]; differentiable by all four.
 */
export function groupedBilinear(
  head: tf.Tensor2D,
  tail: tf.Tensor2D,
  weight: tf.Tensor2D,
  bias: tf.Tensor1D,
  k: number,
): tf.Tensor2D {
  const [pairs, m] = head.shape;
  const columns = weight.shape[0];
  const runs = runsOf(pairs, m / k, k * k);
  const rowsOf = (x: tf.Tensor, rows: Run): tf.Tensor =>
    runs.rows.length === 1 ? x : tf.slice(x, [rows.from, 0], [rows.count, x.shape[1]!]);
  const cutWeight = (weight: tf.Tensor, groups: Run): tf.Tensor =>
    runs.groups.length === 1
      ? weight
      : tf.slice(weight, [0, groups.from * k * k], [columns, groups.count * k * k]);

  /** What the groups add to the logits, [pairs, columns]. */
  const forwardGroups = (groups: Run): tf.Tensor => {
    const part = cutWeight(weight, groups);
    const parts = runs.rows.map((rows) =>
      tf.tidy(() => {
        const products = outerProducts(rowsOf(head, rows), rowsOf(tail, rows), { ...groups, k });
        return matMul(products, part, "second");
      }),
    );
    return join(parts, 0);
  };

  /**
   * Rows of k·k floats lie a whole number of memory pages apart, all in the same lines of the cache, which halves the
   * speed of a product that walks down them: so here each has one more column, of zeros, that is cut off again.
   */
  const weightGradient = (slope: tf.Tensor, h: tf.Tensor, t: tf.Tensor, groups: Run): tf.Tensor => {
    const lines = columns * groups.count * k;
    const padded = matMul(slope, outerProducts(h, t, { ...groups, k }, 1), "first");
    return tf
      .slice(padded.reshape([lines, k + 1]), [0, 0], [lines, k])
      .reshape([columns, groups.count * k * k]);
  };

  const backwardPart = (dy: tf.Tensor, saved: Inputs, rows: Run, groups: Run): GroupGradients => {
    const h = rowsOf(saved.head, rows);
    const t = rowsOf(saved.tail, rows);
    const slope = rowsOf(dy, rows);
    const dWeight = weightGradient(slope, h, t, groups);
    const dProducts = matMul(slope, cutWeight(saved.weight, groups));
    return [...outerProductsGradients(dProducts, h, t, { ...groups, k }), dWeight];
  };

  /** Gradients by the groups' columns of head, tail and weight. */
  const backwardGroups = (dy: tf.Tensor, saved: Inputs, groups: Run): GroupGradients => {
    const parts = runs.rows.map((rows) => tf.tidy(() => backwardPart(dy, saved, rows, groups)));
    const [heads, tails, weights] = transposed(parts);
    return [join(heads, 0), join(tails, 0), sumOf(weights)];
  };

  return differentiable([head, tail, weight, bias], () => ({
    value: tf.tidy(() =>
      addBias(sumOf(runs.groups.map((groups) => tf.tidy(() => forwardGroups(groups)))), bias),
    ),
    saved: { head, tail, weight },
    backward: (dy, saved) =>
      tf.tidy(() => {
        const parts = runs.groups.map((groups) => tf.tidy(() => backwardGroups(dy, saved, groups)));
        const gradients = transposed(parts).map((columnsOfGroups) => join(columnsOfGroups, 1));
        return [...gradients, columnSum(dy)];
      }),
  })) as tf.Tensor2D;
}

const transposed = (parts: readonly GroupGradients[]): [tf.Tensor[], tf.Tensor[], tf.Tensor[]] => [
  parts.map(([dHead]) => dHead),
  parts.map(([, dTail]) => dTail),
  parts.map(([, , dWeight]) => dWeight),
];

const join = (parts: tf.Tensor[], axis: number): tf.Tensor =>
  parts.length === 1 ? parts[0] : tf.concat(parts, axis);

const sumOf = (parts: tf.Tensor[]): tf.Tensor => (parts.length === 1 ? parts[0] : addAll(parts));
