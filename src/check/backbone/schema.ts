import { z } from "zod";
import { tensorSchema } from "../tensors.js";

/** How far off values and gradients may be: absolutely and by the gradient's largest entry, or both ways for both. */
const tolerance = z.union([
  z.object({
    outputs_abs: z.number().positive(),
    grads_abs_over_max_abs_of_that_gradient: z.number().positive(),
  }),
  z.object({ abs: z.number().positive(), rel: z.number().positive() }),
]);

/** Golden `backbone`: what all files have; the rest is the backbone's own. */
export const backboneSchema = z.object({
  config: z.looseObject({
    hidden_size: z.int(),
    num_class: z.int(),
    top_k_cap: z.int().optional(),
  }),
  params: z.record(z.string(), tensorSchema),
  buffers: z.record(z.string(), tensorSchema).optional(),
  outputs: z.looseObject({}),
  tolerance,
});
export type BackboneGolden = z.infer<typeof backboneSchema>;
