import * as tf from "@tensorflow/tfjs-core";
import type { Parameters } from "../../../contract/compute/parameters.js";
import { gatherRows } from "../../../nn/ops/gather.js";
import { layerNorm } from "../../../nn/ops/layer-norm.js";
import { linear } from "../../../nn/ops/linear.js";
import { packedAttention } from "../../../nn/ops/packed-attention.js";
import { parameter } from "../../../nn/parameters.js";
import { processorLayer } from "./names.js";
import { EPSILON, READS } from "./read.js";

/** Pairs that are processed together, of all documents of a batch; the last chunk is shorter. */
export const CHUNK = 256;

/** Windows of equal width, one after the other. */
interface Run {
  readonly from: number;
  readonly rows: number;
  readonly width: number;
}

/**
 * Where the rows of [pairs, READS] stand while they are processed: chunk by chunk, within a chunk reading by reading.
 * So the first reading of all pairs of a chunk is one window, and the second another.
 */
export interface Order {
  /** For each place its row. */
  readonly rows: Int32Array;
  /** For each row its place. */
  readonly places: Int32Array;
  /** Full chunks, and the last one where it is shorter. */
  readonly runs: readonly Run[];
}

export function chunkOrder(pairs: number): Order {
  const rows = new Int32Array(pairs * READS);
  const places = new Int32Array(pairs * READS);
  let place = 0;
  for (let first = 0; first < pairs; first += CHUNK) {
    const end = Math.min(pairs, first + CHUNK);
    for (let read = 0; read < READS; read++) {
      for (let pair = first; pair < end; pair++) {
        rows[place] = pair * READS + read;
        places[pair * READS + read] = place++;
      }
    }
  }
  const rest = pairs % CHUNK;
  const full = (pairs - rest) * READS;
  const runs = [
    { from: 0, rows: full, width: CHUNK },
    { from: full, rows: rest * READS, width: rest },
  ];
  return { rows, places, runs: runs.filter((run) => run.rows > 0) };
}

/**
 * The processor: transformer layers (norms last, ReLU) over the read tokens.
 *
 * Quirk, kept: the official transformer takes its first axis for the sequence, and gets the pairs there. So a pair's
 * token attends to the same token of all pairs of its chunk, and the two tokens of a pair never see each other. Logits
 * of a pair depend on the others of its batch and on the pairs' order.
 *
 * @param read [pairs, READS, m]
 * @returns of each layer [pairs · READS, m], in the order of {@link chunkOrder}.
 */
export function processLayers(
  parameters: Parameters,
  sizes: { readonly layers: number; readonly heads: number },
  read: tf.Tensor3D,
  order: Order,
): readonly tf.Tensor2D[] {
  const flat = read.reshape<tf.Tensor2D>([-1, read.shape[2]]);
  let rows: tf.Tensor2D = gatherRows(flat, order.rows);
  return Array.from({ length: sizes.layers }, (_, layer) => {
    rows = processLayer(parameters, layer, sizes.heads, rows, order.runs);
    return rows;
  });
}

function processLayer(
  parameters: Parameters,
  layer: number,
  heads: number,
  x: tf.Tensor2D,
  runs: readonly Run[],
): tf.Tensor2D {
  const names = processorLayer(layer);
  const of = (name: string) => parameter(parameters, name);
  const apply = (y: tf.Tensor, name: string) => linear(y, of(`${name}.weight`), of(`${name}.bias`));
  const norm = (y: tf.Tensor, name: string) =>
    layerNorm(y, of(`${name}.weight`), of(`${name}.bias`), EPSILON);
  const attended = runs.map(({ from, rows, width }) => {
    const windows = runs.length === 1 ? x : x.slice([from, 0], [rows, -1]);
    return packedAttention(windows, of(names.inWeight), of(names.inBias), { width, heads });
  });
  const joined = attended.length === 1 ? attended[0] : tf.concat(attended, 0);
  const middle = norm(tf.add(x, apply(joined, names.out)), names.norm1);
  const branch = apply(tf.relu(apply(middle, names.first)), names.second);
  return norm(tf.add(middle, branch), names.norm2);
}
