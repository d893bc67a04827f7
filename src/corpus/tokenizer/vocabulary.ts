/** Added tokens of BERT; the rest of a vocabulary may be split. */
const SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];

/**
 * The tokenizer.json that goes with a BERT vocabulary (one entry a line, its id the line's number).
 *
 * @param lowerCase what tokenizer_config.json says; undefined: an uncased vocabulary is one that has no capital letter
 * of the Latin alphabet outside of entries in brackets. (Symbols such as ℝ are capital letters by Unicode, and stay.)
 */
export function definitionFromVocabulary(text: string, lowerCase: boolean | undefined): object {
  const entries = text.replace(/\n$/, "").split(/\r?\n/);
  const vocab = Object.fromEntries(entries.map((entry, id) => [entry, id]));
  const cased = entries.some((entry) => !/^\[.*\]$/.test(entry) && /[A-Z]/.test(entry));
  return {
    version: "1.0",
    added_tokens: SPECIAL.filter((content) => content in vocab).map((content) => ({
      id: vocab[content],
      content,
      special: true,
      normalized: false,
    })),
    normalizer: {
      type: "BertNormalizer",
      clean_text: true,
      handle_chinese_chars: true,
      strip_accents: null,
      lowercase: lowerCase ?? !cased,
    },
    pre_tokenizer: { type: "BertPreTokenizer" },
    model: {
      type: "WordPiece",
      unk_token: "[UNK]",
      continuing_subword_prefix: "##",
      max_input_chars_per_word: 100,
      vocab,
    },
  };
}
