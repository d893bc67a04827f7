import { z } from "zod";
import { tensorSchema } from "../tensors.js";

const span = z.tuple([z.int(), z.int()]);

/** Golden `backbone`: what all files have; the rest is the backbone's own. */
export const backboneSchema = z.object({
  config: z.object({ hidden_size: z.int(), num_class: z.int(), top_k_cap: z.int() }).loose(),
  inputs: z.object({
    sequence_output: tensorSchema,
    attention: tensorSchema,
    entity_pos: z.array(z.array(z.array(span))),
    hts: z.array(z.array(span)),
    labels: tensorSchema,
    R: tensorSchema,
  }),
  params: z.record(z.string(), tensorSchema),
  outputs: z.object({ pred_get_label: tensorSchema, atl_loss: z.number() }).loose(),
  grads: z.object({ of: z.literal("sum(logits * inputs.R)") }).loose(),
  tolerance: z.object({
    outputs_abs: z.number().positive(),
    grads_abs_over_max_abs_of_that_gradient: z.number().positive(),
  }),
});
export type BackboneGolden = z.infer<typeof backboneSchema>;
