import * as tf from "@tensorflow/tfjs-core";
import type { Dropout } from "../../contract/compute/dropout.js";
import type { Parameters } from "../../contract/compute/parameters.js";
import { gatherRows } from "../ops/gather.js";
import { linear } from "../ops/linear.js";
import { ENCODER_PREFIX, parameter } from "../parameters.js";
import { encode, type EncodeOptions } from "./encode.js";
import { attentionRequests, mergeAttention, mergeHidden } from "./merge.js";
import type { EncodedDocuments, EncoderConfig } from "../../contract/corpus/encoder.js";
import { indexWindows } from "./windows.js";

/**
 * Encodes documents of any length and returns what a head asks for: all hidden states, and the attention rows at
 * the given positions only (mention starts), since a head reads few rows of a large canvas. Differentiable by the
 * parameters. Call it inside the trainer's tidy; the result belongs to that.
 *
 * @param documents ids with special tokens, not padded
 * @param positions for each document the positions (special token counted, below the padded width) whose attention
 *   rows are wanted
 * @param dropout null outside training
 */
export function encodeDocuments(
  parameters: Parameters,
  config: EncoderConfig,
  documents: readonly Int32Array[],
  positions: readonly (readonly number[])[],
  dropout: Dropout | null,
  options: EncodeOptions = {},
): EncodedDocuments {
  const index = indexWindows(documents, config.family);
  const rows = attentionRequests(index, positions);
  const encoded = encode(parameters, config, index.windows, rows, dropout, options);
  const merged = tf.tidy(() => ({
    hidden: mergeHidden(index, encoded.hidden),
    attention: mergeAttention(index, encoded.attention, positions),
  }));
  return { ...merged, pooled: () => pool(parameters, merged.hidden) };
}

/** The pooler of BERT and RoBERTa: a linear layer over the first position, and tanh. */
function pool(parameters: Parameters, hidden: tf.Tensor3D): tf.Tensor2D {
  const [documents, width, d] = hidden.shape;
  const first = gatherRows(
    hidden.reshape<tf.Tensor2D>([documents * width, d]),
    Int32Array.from({ length: documents }, (_, document) => document * width),
  );
  const of = (name: string): tf.Tensor =>
    parameter(parameters, `${ENCODER_PREFIX}pooler.dense.${name}`);
  return tf.tanh(linear(first, of("weight") as tf.Tensor2D, of("bias") as tf.Tensor1D));
}
