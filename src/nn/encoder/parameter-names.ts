import type { EncoderConfig } from "../../contract/corpus/encoder.js";

/** Suffixes of a layer's attention parameters, in the order in which the attention block takes their tensors. */
export const ATTENTION_PARAMETERS = [
  "attention.self.query.weight",
  "attention.self.query.bias",
  "attention.self.key.weight",
  "attention.self.key.bias",
  "attention.self.value.weight",
  "attention.self.value.bias",
  "attention.output.dense.weight",
  "attention.output.dense.bias",
  "attention.output.LayerNorm.weight",
  "attention.output.LayerNorm.bias",
] as const;

/** Suffixes of a layer's feed-forward parameters, in the order in which that block takes their tensors. */
export const FEED_FORWARD_PARAMETERS = [
  "intermediate.dense.weight",
  "intermediate.dense.bias",
  "output.dense.weight",
  "output.dense.bias",
  "output.LayerNorm.weight",
  "output.LayerNorm.bias",
] as const;

export const layerParameter = (layer: number, suffix: string): string =>
  `encoder.layer.${layer}.${suffix}`;

/** Every parameter of an encoder (no pooler) with its shape, [out, in], under its Hugging Face name. */
export function encoderShapes(config: EncoderConfig): Map<string, readonly number[]> {
  const { width: d, feedForward: f } = config;
  const shapes = new Map<string, readonly number[]>([
    ["embeddings.word_embeddings.weight", [config.vocabulary, d]],
    ["embeddings.position_embeddings.weight", [config.positions, d]],
    ["embeddings.token_type_embeddings.weight", [config.tokenTypes, d]],
    ["embeddings.LayerNorm.weight", [d]],
    ["embeddings.LayerNorm.bias", [d]],
  ]);
  const out = (suffix: string): number => (suffix.startsWith("intermediate") ? f : d);
  const into = (suffix: string): number => (suffix.startsWith("output.dense") ? f : d);
  for (let layer = 0; layer < config.layers; layer++) {
    for (const suffix of [...ATTENTION_PARAMETERS, ...FEED_FORWARD_PARAMETERS]) {
      const matrix = suffix.endsWith(".weight") && !suffix.includes("LayerNorm");
      const shape = matrix ? [out(suffix), into(suffix)] : [out(suffix)];
      shapes.set(layerParameter(layer, suffix), shape);
    }
  }
  return shapes;
}
