import * as tf from "@tensorflow/tfjs-core";
import { dropOut } from "../ops/dropout.js";
import type { Dropout } from "../../contract/compute/dropout.js";
import { gatherRows } from "../ops/gather.js";
import { layerNorm } from "../ops/layer-norm.js";
import type { EncoderConfig, Windows } from "../../contract/corpus/encoder.js";
import type { Packing } from "./packing.js";

/** BERT counts columns; RoBERTa counts tokens that are not padding, from padding + 1, and padding stays there. */
export function positionIds(config: EncoderConfig, windows: Windows): Int32Array {
  const { ids, width } = windows;
  if (config.family === "bert") return ids.map((_, index) => index % width);
  let counted = 0;
  return ids.map((id, index) => {
    if (index % width === 0) counted = 0;
    return id === config.padding ? config.padding : config.padding + ++counted;
  });
}

/**
 * dropout(LayerNorm(word + position + type 0)) of the packed positions, [rows, d]. The row of the padding token gets no
 * gradient (RoBERTa: nor does its position), as in PyTorch's embeddings.
 *
 * @param get a parameter by its Hugging Face name
 */
export function embed(
  get: (name: string) => tf.Tensor,
  config: EncoderConfig,
  windows: Windows,
  { places, starts }: Packing,
  dropout: Dropout | null,
): tf.Tensor {
  const frozenPosition = config.family === "roberta" ? config.padding : null;
  const counted = positionIds(config, windows);
  const words = gatherRows(
    get("embeddings.word_embeddings.weight"),
    places.map((place) => windows.ids[place]),
    config.padding,
  );
  const positions = gatherRows(
    get("embeddings.position_embeddings.weight"),
    places.map((place) => counted[place]),
    frozenPosition,
  );
  const types = get("embeddings.token_type_embeddings.weight");
  const sum = tf.addN([words, positions]).add(tf.slice(types, [0, 0], [1, config.width]));
  const normed = layerNorm(
    sum,
    get("embeddings.LayerNorm.weight"),
    get("embeddings.LayerNorm.bias"),
    config.epsilon,
  );
  return dropOut(normed, dropout, config.hiddenDropout, starts);
}
