import * as tf from "@tensorflow/tfjs-core";
import { dropoutMask, type Dropout } from "../nn/dropout.js";
import { ENCODER_PREFIX, parameter, type Parameters } from "../parameters.js";
import type { EncodedWindows, EncoderConfig, Windows } from "./types.js";

/**
 * Last hidden states and last-layer attention of BERT or RoBERTa (official transformers code, eager attention).
 * Differentiable by the parameters. With dropout the attention is taken after it, as officially.
 *
 * @param dropout null outside training.
 */
export function encode(
  parameters: Parameters,
  config: EncoderConfig,
  windows: Windows,
  dropout: Dropout | null,
): EncodedWindows {
  const { count, width } = windows;
  const get = (name: string): tf.Tensor => parameter(parameters, ENCODER_PREFIX + name);
  const drop = (x: tf.Tensor, rate: number): tf.Tensor =>
    dropout === null || rate === 0 ? x : x.mul(dropoutMask(dropout, x.shape, rate));
  const linear = (x: tf.Tensor, name: string): tf.Tensor =>
    tf
      .matMul(x as tf.Tensor2D, get(`${name}.weight`) as tf.Tensor2D, false, true)
      .add(get(`${name}.bias`));
  const norm = (x: tf.Tensor, name: string): tf.Tensor => {
    const centred = x.sub(x.mean(-1, true));
    const scale = centred.square().mean(-1, true).add(config.epsilon).rsqrt();
    return centred
      .mul(scale)
      .mul(get(`${name}.weight`))
      .add(get(`${name}.bias`));
  };
  const size = config.width / config.heads;
  const bias = tf.tensor(windows.mask, [count, 1, 1, width]).sub(1).mul(10000);
  let hidden = tf
    .gather(get("embeddings.word_embeddings.weight"), tf.tensor1d(windows.ids, "int32"))
    .add(
      tf.gather(
        get("embeddings.position_embeddings.weight"),
        tf.tensor1d(positionIds(config, windows), "int32"),
      ),
    )
    .add(get("embeddings.token_type_embeddings.weight").slice([0, 0], [1, config.width]));
  hidden = drop(norm(hidden, "embeddings.LayerNorm"), config.hiddenDropout);
  let attention: tf.Tensor | undefined;
  for (let layer = 0; layer < config.layers; layer++) {
    const at = `encoder.layer.${layer}`;
    const split = (name: string): tf.Tensor =>
      linear(hidden, `${at}.attention.self.${name}`)
        .reshape([count, width, config.heads, size])
        .transpose([0, 2, 1, 3]);
    const scores = tf
      .matMul(split("query"), split("key"), false, true)
      .div(Math.sqrt(size))
      .add(bias);
    attention = drop(tf.softmax(scores), config.attentionDropout);
    const context = tf
      .matMul(attention, split("value"))
      .transpose([0, 2, 1, 3])
      .reshape([count * width, config.width]);
    const attended = drop(linear(context, `${at}.attention.output.dense`), config.hiddenDropout);
    hidden = norm(hidden.add(attended), `${at}.attention.output.LayerNorm`);
    const inner = linear(hidden, `${at}.intermediate.dense`);
    const activated = inner.mul(inner.mul(Math.SQRT1_2).erf().add(1)).mul(0.5);
    const output = drop(linear(activated, `${at}.output.dense`), config.hiddenDropout);
    hidden = norm(hidden.add(output), `${at}.output.LayerNorm`);
  }
  return {
    hidden: hidden.reshape([count, width, config.width]),
    attention: attention as tf.Tensor4D,
  };
}

/** BERT counts columns; RoBERTa counts tokens that are not padding, from padding + 1, padding itself stays there. */
export function positionIds(config: EncoderConfig, windows: Windows): Int32Array {
  const { ids, width } = windows;
  if (config.family === "bert") return ids.map((_, index) => index % width);
  let counted = 0;
  return ids.map((id, index) => {
    if (index % width === 0) counted = 0;
    return id === config.padding ? config.padding : config.padding + ++counted;
  });
}
