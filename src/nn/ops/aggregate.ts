import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";
import { scatterRows, takeRows } from "./gather.js";

/** Edges of a graph, or members of groups: row `targets[i]` takes row `sources[i]` times `shares[i]`. */
export interface Edges {
  readonly sources: Int32Array;
  readonly targets: Int32Array;
  readonly shares: Float32Array;
}

/** Every edge with the same share as the others of its target, 1 / their number: means, parallel edges counted. */
export function meanEdges(pairs: readonly (readonly [source: number, target: number])[]): Edges {
  const counts = new Map<number, number>();
  for (const [, target] of pairs) counts.set(target, (counts.get(target) ?? 0) + 1);
  return {
    sources: Int32Array.from(pairs, ([source]) => source),
    targets: Int32Array.from(pairs, ([, target]) => target),
    shares: Float32Array.from(pairs, ([, target]) => 1 / counts.get(target)!),
  };
}

const passed = (
  table: tf.Tensor,
  from: Int32Array,
  to: Int32Array,
  shares: Float32Array,
  rows: number,
): tf.Tensor =>
  tf.tidy(() => {
    if (from.length === 0) return tf.zeros([rows, table.shape[1]!]);
    const taken = takeRows(table, from);
    const all = shares.every((share) => share === 1);
    return scatterRows(all ? taken : taken.mul(tf.tensor2d(shares, [shares.length, 1])), to, rows);
  });

/**
 * What arrives over the edges at each row: y[t] = Σ over edges s → t of share · x[s]; zeros where none arrives. The
 * product with a sparse matrix of constants, differentiable by the table.
 *
 * @param table [n, width]
 * @param rows of the result, [rows, width]
 */
export const aggregateRows = (table: tf.Tensor2D, edges: Edges, rows: number): tf.Tensor2D =>
  differentiable([table], () => ({
    value: passed(table, edges.sources, edges.targets, edges.shares, rows),
    saved: {},
    backward: (dy) => [passed(dy, edges.targets, edges.sources, edges.shares, table.shape[0])],
  })) as tf.Tensor2D;
