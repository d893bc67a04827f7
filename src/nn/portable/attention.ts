import * as tf from "@tensorflow/tfjs-core";
import type { AttentionResult, AttentionSettings } from "../../contract/compute/kernels.js";
import { takeRows } from "../ops/gather.js";
import { addRows, free, matMul, scale } from "../ops/kernels.js";
import { droppedSoftmax, droppedSoftmaxGradient } from "./dropped-softmax.js";
import { joinHeads, joinThreeHeads, splitHeads, splitThreeHeads } from "./heads.js";
import { paddedWindows } from "./padded-windows.js";

/** Attention operation by operation, with the probabilities kept for the backward pass. */
export function attention(
  projected: tf.Tensor,
  shift: tf.Tensor,
  { shape, factors, bias, mask, rows }: AttentionSettings,
): AttentionResult {
  const { heads } = shape;
  const padded = paddedWindows(shape.starts);
  const { width } = padded;
  const even = { width, heads };
  const flat = (of: tf.Tensor): tf.Tensor => tf.reshape(of, [-1, width]);
  const asked = rows === null ? null : rowsOfHeads(padded.places(rows), heads, width);
  const filled = padded.fill(projected);
  const [query, key, value] = splitThreeHeads(filled, shift, even, factors);
  projected.dispose();
  filled.dispose();
  const scores = matMul(query, key, "second");
  const shares = droppedSoftmax(scores, padded.bias(bias), mask, shape);
  scores.dispose();
  const context = matMul(shares.dropped, value);
  const joined = padded.cut(joinHeads(context));
  context.dispose();
  const trace = { query, key, value, ...shares };
  return {
    joined,
    asked:
      asked === null
        ? null
        : tf.reshape(scale(takeRows(flat(shares.dropped), asked), factors.value), [
            ...[asked.length / heads, heads, width],
          ]),
    saved: trace,
    backward: (dJoined, dAsked, saved) => {
      const { query, key, value, probabilities, dropped } = saved as typeof trace;
      const dContext = splitHeads(padded.fill(dJoined), even);
      const dValue = matMul(dropped, dContext, "first");
      let dDropped = matMul(dContext, value, "second");
      if (dAsked !== null && asked !== null) {
        const sum = addRows(flat(dDropped), flat(scale(dAsked, factors.value)), asked);
        dDropped.dispose();
        dDropped = tf.reshape(sum, probabilities.shape);
      }
      const dScores = droppedSoftmaxGradient(dDropped, { probabilities, dropped });
      free(dDropped, probabilities, dropped);
      const dQuery = matMul(dScores, key);
      const dKey = matMul(dScores, query, "first");
      dScores.dispose();
      const { x, bias: ofShift } = joinThreeHeads([dQuery, dKey, dValue], factors);
      return { x: padded.cut(x), bias: ofShift };
    },
  };
}

/** For each place (window · width + position) its rows in all heads, as indices into [windows · heads · width]. */
function rowsOfHeads(places: Int32Array, heads: number, width: number): Int32Array {
  const rows = new Int32Array(places.length * heads);
  places.forEach((place, index) => {
    const window = Math.floor(place / width);
    for (let head = 0; head < heads; head++) {
      rows[index * heads + head] = (window * heads + head) * width + (place % width);
    }
  });
  return rows;
}
