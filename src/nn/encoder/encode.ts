import * as tf from "@tensorflow/tfjs-core";
import { badInput } from "../../base/errors.js";
import type { Dropout } from "../../contract/compute/dropout.js";
import { ENCODER_PREFIX, parameter } from "../parameters.js";
import type { Parameters } from "../../contract/compute/parameters.js";
import { attentionBlock, type PassContext } from "./attention-block.js";
import { embed } from "./embeddings.js";
import { feedForwardBlock } from "./feed-forward-block.js";
import {
  ATTENTION_PARAMETERS,
  FEED_FORWARD_PARAMETERS,
  layerParameter,
} from "./parameter-names.js";
import { recomputedLayer } from "./recomputed-layer.js";
import type { EncodedWindows, EncoderConfig, Windows } from "../../contract/corpus/encoder.js";

/** Added to the scores of padding: their probability is exactly 0 in float32, whatever the other scores are. */
const MASKED = -1e9;

export interface EncodeOptions {
  /** Of how many of the last layers hidden states and attention are averaged; absent: 1, the last alone. */
  readonly averaged?: number;
  /**
   * Whether the layers before those keep their input only, and are computed again on the way back: the same bits, less
   * memory, more time.
   */
  readonly recompute?: boolean;
}

/**
 * Last hidden states and rows of the last layer's attention of BERT or RoBERTa (transformers, eager attention).
 * Differentiable by the parameters, through the attention too. With dropout the rows are taken after it, as
 * officially: dropped and rescaled.
 *
 * @param rows queries whose attention is wanted, as window · width + position
 * @param dropout null outside training
 * @throws AmtlError (2) when a window is longer than the position table
 */
export function encode(
  parameters: Parameters,
  config: EncoderConfig,
  windows: Windows,
  rows: Int32Array,
  dropout: Dropout | null,
  { averaged = 1, recompute = false }: EncodeOptions = {},
): EncodedWindows {
  const { count, width } = windows;
  const { heads, layers } = config;
  const offset = config.family === "roberta" ? config.padding + 1 : 0;
  if (width + offset > config.positions) {
    throw badInput("Input is too long for the encoder", {
      expected: `at most ${config.positions - offset} tokens`,
      got: `${width}`,
    });
  }
  const get = (name: string): tf.Tensor => parameter(parameters, ENCODER_PREFIX + name);
  const bias = windows.mask.every((kept) => kept === 1)
    ? null
    : tf.tensor4d(
        windows.mask.map((kept) => (1 - kept) * MASKED),
        [count, 1, 1, width],
      );
  const context: PassContext = { config, count, width, bias, dropout };
  // Attention is stored head by head: row (window, position) is one row in each head.
  const headRows = new Int32Array(rows.length * heads);
  rows.forEach((row, index) => {
    const window = Math.floor(row / width);
    for (let head = 0; head < heads; head++) {
      headRows[index * heads + head] = (window * heads + head) * width + (row % width);
    }
  });
  let hidden = embed(get, config, windows, dropout);
  const kept: { readonly hidden: tf.Tensor; readonly attention: tf.Tensor | null }[] = [];
  for (let layer = 0; layer < layers; layer++) {
    const of = (suffix: string): tf.Tensor => get(layerParameter(layer, suffix));
    const isKept = layer >= layers - averaged;
    const weights = {
      attention: ATTENTION_PARAMETERS.map(of),
      feedForward: FEED_FORWARD_PARAMETERS.map(of),
    };
    if (recompute && !isKept) {
      hidden = recomputedLayer(context, hidden, weights);
      continue;
    }
    const wanted = isKept && rows.length > 0 ? headRows : null;
    const attended = attentionBlock(context, hidden, weights.attention, wanted);
    hidden = feedForwardBlock(context, attended.hidden, weights.feedForward);
    if (isKept) kept.push({ hidden, attention: attended.attention });
  }
  const attention = rows.length === 0 ? null : mean(kept.map((layer) => layer.attention!));
  return {
    hidden: tf.reshape(mean(kept.map((layer) => layer.hidden)), [count, width, config.width]),
    attention:
      attention === null
        ? tf.zeros([0, heads, width])
        : tf.reshape(attention, [rows.length, heads, width]),
  };
}

const mean = (layers: readonly tf.Tensor[]): tf.Tensor =>
  layers.length === 1 ? layers[0] : tf.addN([...layers]).div(layers.length);
