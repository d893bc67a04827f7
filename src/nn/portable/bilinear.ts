import * as tf from "@tensorflow/tfjs-core";
import type { BilinearGradients, BilinearInputs } from "../../contract/compute/kernels.js";
import { addAll, matMul } from "../ops/kernels.js";
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

interface Chunks {
  readonly k: number;
  readonly columns: number;
  readonly runs: { readonly rows: readonly Run[]; readonly groups: readonly Run[] };
}

function chunksOf({ head, weight }: BilinearInputs, k: number): Chunks {
  const [pairs, m] = head.shape;
  return { k, columns: weight.shape[0], runs: runsOf(pairs, m / k, k * k) };
}

const rowsOf = ({ runs }: Chunks, x: tf.Tensor, rows: Run): tf.Tensor =>
  runs.rows.length === 1 ? x : tf.slice(x, [rows.from, 0], [rows.count, x.shape[1]!]);

const cutWeight = ({ runs, columns, k }: Chunks, weight: tf.Tensor, groups: Run): tf.Tensor =>
  runs.groups.length === 1
    ? weight
    : tf.slice(weight, [0, groups.from * k * k], [columns, groups.count * k * k]);

/**
 * The grouped bilinear layer without its bias, chunk by chunk of its outer products.
 *
 * @returns [pairs, columns]
 */
export function bilinear(inputs: BilinearInputs, k: number): tf.Tensor {
  const { head, tail, weight } = inputs;
  const chunks = chunksOf(inputs, k);
  const ofGroups = (groups: Run): tf.Tensor => {
    const part = cutWeight(chunks, weight, groups);
    const parts = chunks.runs.rows.map((rows) =>
      tf.tidy(() => {
        const [h, t] = [rowsOf(chunks, head, rows), rowsOf(chunks, tail, rows)];
        return matMul(outerProducts(h, t, { ...groups, k }), part, "second");
      }),
    );
    return join(parts, 0);
  };
  return sumOf(chunks.runs.groups.map((groups) => tf.tidy(() => ofGroups(groups))));
}

/** Gradients of {@link bilinear}; the outer products are formed again, so that they need not be kept. */
export function bilinearGradients(
  dy: tf.Tensor,
  inputs: BilinearInputs,
  k: number,
): BilinearGradients {
  const { head, tail, weight } = inputs;
  const chunks = chunksOf(inputs, k);
  const ofPart = (rows: Run, groups: Run): BilinearGradients => {
    const [h, t, slope] = [head, tail, dy].map((x) => rowsOf(chunks, x, rows));
    const dWeight = matMul(slope, outerProducts(h, t, { ...groups, k }), "first");
    const dProducts = matMul(slope, cutWeight(chunks, weight, groups));
    return [...outerProductsGradients(dProducts, h, t, { ...groups, k }), dWeight];
  };
  /** By the groups' columns of head, tail and weight. */
  const ofGroups = (groups: Run): BilinearGradients => {
    const parts = chunks.runs.rows.map((rows) => tf.tidy(() => ofPart(rows, groups)));
    const [heads, tails, weights] = transposed(parts);
    return [join(heads, 0), join(tails, 0), sumOf(weights)];
  };
  const parts = chunks.runs.groups.map((groups) => tf.tidy(() => ofGroups(groups)));
  const [heads, tails, weights] = transposed(parts);
  return [join(heads, 1), join(tails, 1), join(weights, 1)];
}

const transposed = (
  parts: readonly BilinearGradients[],
): [tf.Tensor[], tf.Tensor[], tf.Tensor[]] => [
  parts.map(([dHead]) => dHead),
  parts.map(([, dTail]) => dTail),
  parts.map(([, , dWeight]) => dWeight),
];

const join = (parts: tf.Tensor[], axis: number): tf.Tensor =>
  parts.length === 1 ? parts[0] : tf.concat(parts, axis);

const sumOf = (parts: tf.Tensor[]): tf.Tensor => (parts.length === 1 ? parts[0] : addAll(parts));
