import * as tf from "@tensorflow/tfjs-core";
import type { AttentionResult, AttentionSettings } from "../../contract/compute/kernels.js";
import { takeRows } from "../ops/gather.js";
import {
  addRows,
  droppedSoftmax,
  droppedSoftmaxGradient,
  free,
  joinHeads,
  joinThreeHeads,
  matMul,
  scale,
  splitHeads,
  splitThreeHeads,
} from "../ops/kernels.js";

/** Attention operation by operation, with the probabilities kept for the backward pass. */
export function attention(
  projected: tf.Tensor,
  shift: tf.Tensor,
  { shape, factors, bias, mask, rows }: AttentionSettings,
): AttentionResult {
  const flat = (of: tf.Tensor): tf.Tensor => tf.reshape(of, [-1, shape.width]);
  const [query, key, value] = splitThreeHeads(projected, shift, shape, factors);
  projected.dispose();
  const scores = matMul(query, key, "second");
  const shares = droppedSoftmax(scores, bias, mask);
  scores.dispose();
  const context = matMul(shares.dropped, value);
  const joined = joinHeads(context);
  context.dispose();
  const trace = { query, key, value, ...shares };
  return {
    joined,
    asked: rows === null ? null : scale(takeRows(flat(shares.dropped), rows), factors.value),
    saved: trace,
    backward: (dJoined, dAsked, saved) => {
      const { query, key, value, probabilities, dropped } = saved as typeof trace;
      const dContext = splitHeads(dJoined, shape);
      const dValue = matMul(dropped, dContext, "first");
      let dDropped = matMul(dContext, value, "second");
      if (dAsked !== null && rows !== null) {
        const sum = addRows(flat(dDropped), scale(dAsked, factors.value), rows);
        dDropped.dispose();
        dDropped = tf.reshape(sum, probabilities.shape);
      }
      const dScores = droppedSoftmaxGradient(dDropped, { probabilities, dropped });
      free(dDropped, probabilities, dropped);
      const dQuery = matMul(dScores, key);
      const dKey = matMul(dScores, query, "first");
      dScores.dispose();
      return joinThreeHeads([dQuery, dKey, dValue], factors);
    },
  };
}
