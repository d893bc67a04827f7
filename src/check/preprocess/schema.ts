import { z } from "zod";

const rows = z.array(z.array(z.number()));
const positions = z.array(z.array(z.tuple([z.number(), z.number()])));
const real = z.object({
  dev_index: z.number(),
  tokens: z.array(z.string()),
  length_with_special: z.number(),
  length_with_special_when_max_128: z.number(),
  entity_pos: positions,
  words_tokenizer: z.object({ num_tokens: z.number(), entity_pos: positions }),
  pos_num: z.number(),
  neg_num: z.number(),
  hts: rows,
  labels_padded_97: rows,
  rmasks: rows,
  labels_padded_100: rows,
});
const expectation = z.object({
  hts: rows,
  pos_num: z.number(),
  neg_num: z.number(),
  amtl_multi_hot_nonzero: rows,
  tokens: z.array(z.string()).optional(),
  entity_pos: positions.optional(),
  labels_padded_97: rows.optional(),
  rmasks: rows.optional(),
  atlop_multi_hot_nonzero: rows.optional(),
  kd_hts: rows.optional(),
  kd_multi_hot_nonzero: rows.optional(),
});
/** What the fields mean: `about` in the file itself, and data-pipeline sections 2 to 4. */
export const preprocessSchema = z.object({
  max_seq_length: z.number(),
  documents: z.array(real),
  synthetic: z.tuple([
    z.object({ document: z.unknown(), expect: expectation }),
    z.object({ document_like: z.string(), expect: expectation }),
  ]),
  batch_of_the_five: z.object({
    padded_length: z.number(),
    mask_sums: z.array(z.number()),
    labels_shape_97: z.array(z.number()),
    labels_shape_100: z.array(z.number()),
    positive_entries_97: rows,
    positive_entries_100: rows,
    num_na_rows: z.number(),
  }),
});

export type PreprocessGolden = z.infer<typeof preprocessSchema>;
export type RealCase = z.infer<typeof real>;
export type SyntheticExpectation = z.infer<typeof expectation>;
