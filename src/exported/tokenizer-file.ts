import { readFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { Json } from "../base/json.js";
import type { EncoderConfig } from "../contract/corpus/encoder.js";
import type { ResolvedEncoder } from "../corpus/encoders/resolve.js";
import { parseJson } from "../corpus/read/json.js";
import { configuredCase } from "../corpus/tokenizer/load.js";
import { definitionFromVocabulary } from "../corpus/tokenizer/vocabulary.js";
import { syntheticPieces } from "../methods/datasets/synthetic/tokenizer.js";

/**
 * The content of a tokenizer.json (Hugging Face's library "tokenizers") that cuts words as the encoder's own tokenizer
 * does: its file where it has one, else what its vocabulary says. It neither cuts documents nor fills them, whatever the
 * file says, as the official reader does not (data-pipeline section 2).
 */
export async function tokenizerFile(encoder: ResolvedEncoder): Promise<string> {
  if (encoder.kind === "constructed") return pretty(ofWords(syntheticPieces(), encoder.family));
  const text = await readFile(encoder.tokenizer, "utf8");
  if (encoder.tokenizer.endsWith(".json")) {
    const definition = parseJson(text, encoder.tokenizer);
    return pretty({ ...(definition as object), truncation: null, padding: null });
  }
  const folder = dirname(encoder.tokenizer);
  const lowerCase = await configuredCase(join(folder, "tokenizer_config.json"));
  return pretty({ ...REST, ...definitionFromVocabulary(text, lowerCase) });
}

const pretty = (definition: object): string => `${JSON.stringify(definition)}\n`;

/** What the library asks for beside the parts that say something. */
const REST = { truncation: null, padding: null, post_processor: null, decoder: null };

/** A tokenizer whose every piece is a word. Under BERT a blank word has no piece. */
function ofWords(
  pieces: readonly string[],
  family: EncoderConfig["family"],
): Readonly<Record<string, Json>> {
  const blank = { type: "Split", pattern: { Regex: "^\\s*$" }, behavior: "Removed", invert: false };
  return {
    version: "1.0",
    ...REST,
    added_tokens: [],
    normalizer: null,
    pre_tokenizer: family === "bert" ? blank : null,
    model: {
      type: "WordLevel",
      vocab: Object.fromEntries(pieces.map((piece, id) => [piece, id])),
      unk_token: "[UNK]",
    },
  };
}
