import { readFile } from "node:fs/promises";
import type { EncoderConfig } from "../contract/corpus/encoder.js";
import type { ResolvedEncoder } from "../corpus/encoders/resolve.js";
import { parseJson } from "../corpus/read/json.js";
import { syntheticPieces } from "../methods/datasets/synthetic/tokenizer.js";
import { parseEncoderConfig } from "../nn/encoder/config.js";
import { constructEncoder } from "../nn/encoder/constructed.js";

/** Sizes of an encoder, without its weights. Errors as parseEncoderConfig. */
export async function encoderConfigOf(encoder: ResolvedEncoder): Promise<EncoderConfig> {
  if (encoder.kind === "constructed")
    return constructEncoder(encoder.family, syntheticPieces().length).config;
  const { config } = encoder;
  return parseEncoderConfig(parseJson(await readFile(config, "utf8"), config), config);
}

/** The encoder's config.json as Hugging Face's library "transformers" reads it: its own, or one made of its sizes. */
export async function encoderConfigFile(
  encoder: ResolvedEncoder,
  config: EncoderConfig,
): Promise<object> {
  if (encoder.kind === "folder") {
    const parsed = parseJson(await readFile(encoder.config, "utf8"), encoder.config);
    // Whoever resolved the encoder saw that it is an object.
    return { ...(parsed as object) };
  }
  return configOfSizes(config);
}

/** An encoder's sizes as transformers' config.json has them. */
export const configOfSizes = (config: EncoderConfig): object => ({
  model_type: config.family,
  vocab_size: config.vocabulary,
  hidden_size: config.width,
  num_hidden_layers: config.layers,
  num_attention_heads: config.heads,
  intermediate_size: config.feedForward,
  hidden_act: "gelu",
  max_position_embeddings: config.positions,
  type_vocab_size: config.tokenTypes,
  layer_norm_eps: config.epsilon,
  hidden_dropout_prob: config.hiddenDropout,
  attention_probs_dropout_prob: config.attentionDropout,
  pad_token_id: config.padding,
});
