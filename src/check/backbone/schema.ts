import { z } from "zod";
import { tensorSchema } from "../tensors.js";

const span = z.tuple([z.int(), z.int()]);

/** Golden `backbone` of ATLOP. */
export const atlopSchema = z.object({
  config: z.object({
    hidden_size: z.int(),
    emb_size: z.int(),
    block_size: z.int(),
    num_class: z.int(),
    top_k_cap: z.int(),
  }),
  inputs: z.object({
    sequence_output: tensorSchema,
    attention: tensorSchema,
    entity_pos: z.array(z.array(z.array(span))),
    hts: z.array(z.array(span)),
    labels: tensorSchema,
    R: tensorSchema,
  }),
  params: z.record(z.string(), tensorSchema),
  outputs: z.object({
    hs: tensorSchema,
    ts: tensorSchema,
    rs: tensorSchema,
    zh: tensorSchema,
    zt: tensorSchema,
    logits: tensorSchema,
    pred_get_label: tensorSchema,
    atl_loss: z.number(),
  }),
  grads: z.object({ of: z.literal("sum(logits * inputs.R)") }).loose(),
  tolerance: z.object({
    outputs_abs: z.number().positive(),
    grads_abs_over_max_abs_of_that_gradient: z.number().positive(),
  }),
});
export type AtlopGolden = z.infer<typeof atlopSchema>;
