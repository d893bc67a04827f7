import { z } from "zod";
import { tensorSchema } from "../tensors.js";

const span = z.tuple([z.int(), z.int()]);
const ids = z.array(z.int());
const moments = z.object({ sum: z.number(), l2: z.number() });
const tensors = z.record(z.string(), tensorSchema);

/** A group of the official optimizer: parameters with one of the words in their names, or the rest. */
const group = z.object({
  lr: z.number(),
  weight_decay: z.number().default(0),
  contains: z.array(z.string()).optional(),
});
export type GoldenGroup = z.infer<typeof group>;

const config = z.looseObject({
  /** Absent: the paper's own. */
  backbone: z.string().optional(),
  loss: z.string(),
  vocab_size: z.int(),
  hidden_size: z.int(),
  num_hidden_layers: z.int(),
  num_attention_heads: z.int(),
  intermediate_size: z.int(),
  max_position_embeddings: z.int(),
  type_vocab_size: z.int(),
  layer_norm_eps: z.number(),
  hidden_act: z.literal("gelu").optional(),
  hidden_dropout_prob: z.literal(0),
  attention_probs_dropout_prob: z.literal(0),
  pad_token_id: z.int().default(0),
  encoder_lr: z.number(),
  head_lr: z.number(),
  groups: z.array(group).optional(),
  adam_epsilon: z.number(),
  weight_decay: z.number().default(0),
  max_grad_norm: z.number().nullable(),
  gradient_accumulation_steps: z.int().default(1),
  segments: z.array(span).nullable(),
  lambda: z.number().optional(),
  num_class: z.int(),
  /** At most so many relations a segment and pair; 0: no limit. */
  num_labels: z.int(),
  batch_size: z.int(),
  epochs: z.int(),
  /** Absent: no warm-up. */
  warmup_ratio: z.number().default(0),
  total_steps: z.int(),
  warmup_steps: z.int().optional(),
  /** Absent: every epoch is evaluated. */
  test_epoch: z.int().optional(),
  epoch_orders: z.array(ids),
});
export type TrajectoryConfig = z.infer<typeof config>;

const float32 = z.object({
  loss: z.number(),
  grad_norm: z.number(),
  logits: z.number(),
  first_step_grads: z.number(),
  param_sum_l2: z.number(),
  lr: z.number(),
  parts: z.number().optional(),
  buffers: z.number().optional(),
});
export type TrajectoryTolerance = z.infer<typeof float32>;

const step = z.object({
  batch: ids,
  width: z.int(),
  rows: z.int(),
  loss: z.number(),
  /** null: no update follows. */
  grad_norm: z.number().nullable(),
  /** One value for each group. */
  lr: z.array(z.number()).nullable(),
  /** Terms of the loss, without their weights. */
  parts: z.record(z.string(), z.number()).optional(),
  /** For each document the pairs that are learned from, where they are drawn. */
  pairs: z.array(z.array(span)).optional(),
});
export type GoldenStep = z.infer<typeof step>;

const evaluation = z.object({
  after_step: z.int(),
  predicted: z.int(),
  correct: z.int(),
  /** Decisions that are too close to call. */
  near: z.int().default(0),
});
export type GoldenEvaluation = z.infer<typeof evaluation>;

/** Golden `trajectory`. */
const fields = z.object({
  config,
  tolerance: z.object({ float32 }),
  features: z.array(z.record(z.string(), z.json())),
  params: tensors,
  buffers: tensors.default({}),
  initial: z.object({ document: z.int(), logits: tensorSchema }).optional(),
  steps: z.array(step),
  first_step_grads: z.record(z.string(), moments.nullable()).default({}),
  evaluations: z.array(evaluation).optional(),
  final: z.object({
    params: z.record(z.string(), moments.extend({ change_l2: z.number() })).default({}),
    /** Parameters that only drift by rounding. */
    rounding_only: z.array(z.string()).default([]),
    buffers: tensors.default({}),
    document: z.int(),
    logits: tensorSchema,
    batch_logits: z.array(tensorSchema).optional(),
    predictions: z.array(z.array(ids)),
  }),
});

/** The numbers of all documents that the file names. */
const named = ({
  config: { epoch_orders: orders },
  steps,
  initial,
  final,
}: z.infer<typeof fields>) => [
  ...orders.flat(),
  ...steps.flatMap((each) => each.batch),
  ...(initial === undefined ? [] : [initial.document]),
  final.document,
];

export const trajectorySchema = fields
  .refine((file) => named(file).every((document) => document in file.features), {
    path: ["features"],
    error: "every document that the file names by its number",
  })
  .refine(({ config: { epochs, epoch_orders: orders } }) => orders.length >= epochs, {
    path: ["config", "epoch_orders"],
    error: "an order for every epoch",
  });
export type TrajectoryGolden = z.infer<typeof trajectorySchema>;
