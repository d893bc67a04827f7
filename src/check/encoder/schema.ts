import { z } from "zod";
import { parseEncoderConfig } from "../../nn/encoder/config.js";
import type { EncoderConfig, Windows } from "../../contract/corpus/encoder.js";
import { tensorSchema } from "../tensors.js";

const summary = z.object({ sum: z.number(), l2: z.number() }).nullable();

const schema = z.object({
  name: z.string(),
  config: z.unknown(),
  tolerance: z.object({
    float32: z.object({
      last_hidden_state: z.number(),
      last_attention: z.number(),
      grads: z.number(),
    }),
  }),
  params: z.record(z.string(), tensorSchema),
  cases: z.array(
    z.object({
      name: z.string(),
      inputs: z.object({
        input_ids: tensorSchema,
        attention_mask: tensorSchema,
        R1: tensorSchema.optional(),
        R2: tensorSchema.optional(),
      }),
      outputs: z.object({
        position_ids: tensorSchema,
        last_hidden_state: tensorSchema,
        last_attention: tensorSchema,
      }),
      grads: z.record(z.string(), tensorSchema),
      grad_summary: z.record(z.string(), summary),
      grads_all_rows: z.record(z.string(), tensorSchema),
    }),
  ),
});
type EncoderGolden = z.infer<typeof schema>;
export type EncoderCase = EncoderGolden["cases"][number];

/** Parsed golden file with the configuration read. Throws a ZodError or an AmtlError when it is none. */
export function parseEncoderGolden(golden: unknown): EncoderGolden & { config: EncoderConfig } {
  const parsed = schema.parse(golden);
  return { ...parsed, config: parseEncoderConfig(parsed.config, `${parsed.name}, config`) };
}

/** The inputs as the encoder takes them. */
export function windowsOf({ inputs }: EncoderCase): Windows {
  const [count, width] = inputs.input_ids.shape;
  return {
    count,
    width,
    ids: Int32Array.from(inputs.input_ids.data),
    mask: Float32Array.from(inputs.attention_mask.data),
  };
}
