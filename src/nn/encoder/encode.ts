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
import { pack, request, unpack, type Requests } from "./packing.js";
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
  /** Whether padding is computed like tokens, as officially; absent: it is left out. */
  readonly padding?: "left out" | "computed";
}

/**
 * Last hidden states and rows of the last layer's attention of BERT or RoBERTa (transformers, eager attention).
 * Differentiable by the parameters, through the attention too. With dropout the rows are taken after it, as
 * officially: dropped and rescaled. Nothing is computed for padding, whose hidden states are 0: all layers work on the
 * tokens of all windows side by side, attention window by window.
 *
 * @param rows queries whose attention is wanted, as window · width + position; 0 at padding that is left out
 * @param dropout null outside training
 * @throws AmtlError (2) when a window is longer than the position table
 */
export function encode(
  parameters: Parameters,
  config: EncoderConfig,
  windows: Windows,
  rows: Int32Array,
  dropout: Dropout | null,
  { averaged = 1, recompute = false, padding = "left out" }: EncodeOptions = {},
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
  const packing = pack(windows, padding);
  const { starts, places } = packing;
  const bias = places.every((place) => windows.mask[place] === 1)
    ? null
    : tf.tensor1d(Float32Array.from(places, (place) => (1 - windows.mask[place]) * MASKED));
  const context: PassContext = { config, starts, bias, dropout };
  const asked = request(rows, packing);
  let hidden = embed(get, config, windows, packing, dropout);
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
    const wanted = isKept && asked.rows.length > 0 ? asked.rows : null;
    const attended = attentionBlock(context, hidden, weights.attention, wanted);
    hidden = feedForwardBlock(context, attended.hidden, weights.feedForward);
    if (isKept) kept.push({ hidden, attention: attended.attention });
  }
  const states = unpack(mean(kept.map((layer) => layer.hidden)), packing);
  return {
    hidden: tf.reshape(states, [count, width, config.width]),
    attention:
      asked.rows.length === 0
        ? tf.zeros([rows.length, heads, width])
        : attentionOf(mean(kept.map((layer) => layer.attention!)), asked, width),
  };
}

/** [asked, heads, width] from the rows that there are, which are as long as the widest window. */
const attentionOf = (attention: tf.Tensor, asked: Requests, width: number): tf.Tensor3D => {
  const [rows, heads, widest] = attention.shape as [number, number, number];
  const all = unpack(tf.reshape(attention, [rows, heads * widest]), asked);
  const shares: tf.Tensor3D = tf.reshape(all, [asked.rowOf.length, heads, widest]);
  if (widest === width) return shares;
  return tf.pad(shares, [
    [0, 0],
    [0, 0],
    [0, width - widest],
  ]);
};

const mean = (layers: readonly tf.Tensor[]): tf.Tensor =>
  layers.length === 1 ? layers[0] : tf.addN([...layers]).div(layers.length);
