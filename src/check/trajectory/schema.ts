import { z } from "zod";
import { tensorSchema } from "../tensors.js";

const span = z.tuple([z.int(), z.int()]);
const ids = z.array(z.int());
const gradient = z.object({ sum: z.number(), l2: z.number() });

/** Golden `trajectory`. */
export const trajectorySchema = z.object({
  config: z.object({
    vocab_size: z.int(),
    hidden_size: z.int(),
    num_hidden_layers: z.int(),
    num_attention_heads: z.int(),
    intermediate_size: z.int(),
    max_position_embeddings: z.int(),
    type_vocab_size: z.int(),
    layer_norm_eps: z.number(),
    hidden_act: z.literal("gelu"),
    hidden_dropout_prob: z.number(),
    attention_probs_dropout_prob: z.number(),
    pad_token_id: z.int(),
    emb_size: z.int(),
    block_size: z.int(),
    encoder_lr: z.number(),
    head_lr: z.number(),
    adam_epsilon: z.number(),
    weight_decay: z.number(),
    max_grad_norm: z.number(),
    gradient_accumulation_steps: z.int(),
    segments: z.array(span).nullable(),
    lambda: z.number().optional(),
    num_class: z.int(),
    num_labels: z.int(),
    batch_size: z.int(),
    epochs: z.int(),
    warmup_ratio: z.number(),
    total_steps: z.int(),
    warmup_steps: z.int(),
    epoch_orders: z.array(ids),
  }),
  tolerance: z.object({
    float32: z.object({
      loss: z.number(),
      grad_norm: z.number(),
      logits: z.number(),
      first_step_grads: z.number(),
      param_sum_l2: z.number(),
      lr: z.number(),
    }),
  }),
  features: z.array(
    z.object({
      title: z.string(),
      input_ids: ids,
      entity_pos: z.array(z.array(span)),
      labels: z.array(ids),
      rmasks: z.array(ids),
      hts: z.array(span),
      pos_num: z.int(),
    }),
  ),
  params: z.record(z.string(), tensorSchema),
  initial: z.object({ document: z.int(), logits: tensorSchema }),
  steps: z.array(
    z.object({
      batch: ids,
      width: z.int(),
      rows: z.int(),
      loss: z.number(),
      grad_norm: z.number(),
      lr: z.tuple([z.number(), z.number()]),
    }),
  ),
  first_step_grads: z.record(z.string(), gradient.nullable()),
  final: z.object({
    params: z.record(z.string(), gradient.extend({ change_l2: z.number() })),
    document: z.int(),
    logits: tensorSchema,
    predictions: z.array(z.array(ids)),
  }),
});
export type TrajectoryGolden = z.infer<typeof trajectorySchema>;
