import * as tf from "@tensorflow/tfjs-core";
import type { Parameters } from "../../../contract/compute/parameters.js";
import { gelu } from "../../../nn/ops/gelu.js";
import { layerNorm } from "../../../nn/ops/layer-norm.js";
import { linear } from "../../../nn/ops/linear.js";
import { memoryRead } from "../../../nn/ops/memory-read.js";
import { parameter } from "../../../nn/parameters.js";
import { LEARNER_FIRST, LEARNER_NORM, LEARNER_SECOND, MEMORY } from "./names.js";

/** Epsilon of every layer norm. */
export const EPSILON = 1e-5;

/** Tokens that are read for a pair: one becomes its head, one its tail (`process_size`). */
export const READS = 2;

/**
 * The tokens that are read for each pair, [pairs, READS, m]: averages over memory tokens and the pair's own two, raw, not
 * normed, by the token learner's scores W_2·gelu(W_1·LN(x) + b_1) + b_2. The learner works row by row and the memory is
 * the same for all pairs, so that each memory token is scored once and not once a pair: the same values and gradients
 * as officially, for a seventieth of the work (spec 4.2).
 *
 * @param head z_s of each pair, [pairs, m]
 * @param tail z_o of each pair, [pairs, m]
 */
export function readTokens(
  parameters: Parameters,
  head: tf.Tensor2D,
  tail: tf.Tensor2D,
): tf.Tensor3D {
  const of = (name: string) => parameter(parameters, name);
  const [pairs, m] = head.shape;
  const memory = of(MEMORY) as tf.Tensor2D;
  const [count] = memory.shape;
  const tokens = tf.stack([head, tail], 1);
  const rows = tf.concat([memory, tokens.reshape<tf.Tensor2D>([2 * pairs, m])], 0);
  const normal = layerNorm(rows, of(`${LEARNER_NORM}.weight`), of(`${LEARNER_NORM}.bias`), EPSILON);
  const weight = of(`${LEARNER_FIRST}.weight`) as tf.Tensor2D;
  const active = gelu(tf.matMul(normal, weight, false, true), of(`${LEARNER_FIRST}.bias`));
  const scores = linear(active, of(`${LEARNER_SECOND}.weight`), of(`${LEARNER_SECOND}.bias`));
  return memoryRead({
    memory,
    memoryScores: scores.slice([0, 0], [count, READS]),
    tokens,
    tokenScores: scores.slice([count, 0], [2 * pairs, READS]).reshape([pairs, 2, READS]),
  });
}
