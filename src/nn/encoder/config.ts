import { z } from "zod";
import { expectedText, valueAt } from "../../base/text/issue.js";
import { badInput } from "../../base/errors.js";
import type { EncoderConfig } from "../../contract/corpus/encoder.js";

const size = z.int().positive();
const rate = z.number().min(0).lt(1);

/** config.json of a Hugging Face BERT or RoBERTa; what the computation does not need is left alone. */
const schema = z.object({
  model_type: z.enum(["bert", "roberta"]),
  vocab_size: size,
  hidden_size: size,
  num_hidden_layers: size,
  num_attention_heads: size,
  intermediate_size: size,
  hidden_act: z.literal("gelu", "only the exact GELU is implemented").default("gelu"),
  max_position_embeddings: size,
  type_vocab_size: size.default(2),
  layer_norm_eps: z.number().positive().default(1e-12),
  hidden_dropout_prob: rate.default(0.1),
  attention_probs_dropout_prob: rate.default(0.1),
  pad_token_id: z.int().min(0).nullish(),
  position_embedding_type: z
    .literal("absolute", "only absolute positions are implemented")
    .default("absolute"),
});

/** Padding id where config.json gives none: the defaults of the official configuration classes. */
const DEFAULT_PADDING = { bert: 0, roberta: 1 } as const;

/**
 * @param json parsed config.json
 * @param where the file, for messages
 * @throws AmtlError (2) naming the field
 */
export function parseEncoderConfig(json: unknown, where: string): EncoderConfig {
  const parsed = schema.safeParse(json);
  if (!parsed.success) {
    const issue = parsed.error.issues[0];
    throw badInput("Unsupported encoder configuration", {
      where: `${where}, field ${issue.path.join(".") || "(the whole file)"}`,
      expected: "config.json of a BERT or RoBERTa encoder (Hugging Face)",
      got: `${valueAt(json, issue.path)}, not ${expectedText(issue)}`,
    });
  }
  const config = parsed.data;
  if (config.hidden_size % config.num_attention_heads !== 0) {
    throw badInput("Unsupported encoder configuration", {
      where: `${where}, field num_attention_heads`,
      expected: `a divisor of hidden_size (${config.hidden_size})`,
      got: String(config.num_attention_heads),
    });
  }
  return {
    family: config.model_type,
    vocabulary: config.vocab_size,
    width: config.hidden_size,
    layers: config.num_hidden_layers,
    heads: config.num_attention_heads,
    feedForward: config.intermediate_size,
    positions: config.max_position_embeddings,
    tokenTypes: config.type_vocab_size,
    epsilon: config.layer_norm_eps,
    hiddenDropout: config.hidden_dropout_prob,
    attentionDropout: config.attention_probs_dropout_prob,
    padding: config.pad_token_id ?? DEFAULT_PADDING[config.model_type],
  };
}
