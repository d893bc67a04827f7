import { z } from "zod";

const addedToken = z.looseObject({
  id: z.int(),
  content: z.string().min(1),
  special: z.boolean().optional(),
  normalized: z.boolean().optional(),
  lstrip: z.boolean().optional(),
  rstrip: z.boolean().optional(),
});

const bertNormalizer = z.looseObject({
  type: z.literal("BertNormalizer"),
  clean_text: z.boolean().default(true),
  handle_chinese_chars: z.boolean().default(true),
  strip_accents: z.boolean().nullish(),
  lowercase: z.boolean().default(true),
});

const vocabulary = z.record(z.string(), z.int());

const wordPiece = z.looseObject({
  version: z.string().optional(),
  added_tokens: z.array(addedToken),
  normalizer: bertNormalizer,
  pre_tokenizer: z.looseObject({ type: z.literal("BertPreTokenizer") }),
  model: z.looseObject({ type: z.literal("WordPiece"), unk_token: z.string(), vocab: vocabulary }),
});

const byteLevel = z.looseObject({
  version: z.string().optional(),
  added_tokens: z.array(addedToken),
  normalizer: z.null(),
  pre_tokenizer: z.looseObject({
    type: z.literal("ByteLevel"),
    add_prefix_space: z.boolean().default(false),
    use_regex: z.boolean().default(true),
  }),
  model: z.looseObject({
    type: z.literal("BPE"),
    vocab: vocabulary,
    merges: z.array(z.union([z.string(), z.tuple([z.string(), z.string()])])),
  }),
});

export type AddedToken = z.infer<typeof addedToken>;
export type BertNormalizerOptions = z.infer<typeof bertNormalizer>;
export type WordPieceDefinition = z.infer<typeof wordPiece>;
export type ByteLevelDefinition = z.infer<typeof byteLevel>;

/** The two kinds of tokenizer.json that BERT and RoBERTa have; the model's type distinguishes them. */
export const wordPieceSchema = wordPiece;
export const byteLevelSchema = byteLevel;
