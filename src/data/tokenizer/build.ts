import type { z } from "zod";
import { badInput } from "../../base/errors.js";
import { byteLevelSchema, wordPieceSchema } from "./definition.js";
import { exactBertNormalizer, exactByteLevel } from "./exact.js";
import { createLibraryTokenizer, type LibraryTokenizer } from "./library.js";
import type { WordTokenizer } from "./types.js";
import { splitWords } from "./unicode.js";

const MARKER = "*";

function modelType(definition: unknown): unknown {
  if (typeof definition !== "object" || definition === null || !("model" in definition))
    return null;
  const { model } = definition;
  return typeof model === "object" && model !== null && "type" in model ? model.type : null;
}

/**
 * A word tokenizer from the content of a tokenizer.json. Truncation and padding that the file asks for
 * are not applied, since the official reader calls `tokenize` (data-pipeline section 2).
 *
 * @param source where the content came from, for messages.
 * @throws AmtlError (2) when the file is neither BERT's WordPiece nor RoBERTa's byte-level BPE.
 */
export function buildTokenizer(definition: unknown, source: string): WordTokenizer {
  const type = modelType(definition);
  if (type === "WordPiece") {
    const parsed = check(wordPieceSchema, definition, source);
    const library = createLibraryTokenizer({ decoder: null, post_processor: null, ...parsed });
    library.normalizer = exactBertNormalizer(parsed.normalizer);
    library.pre_tokenizer = splitWords;
    return wordByWord(library, "bert", ["[CLS]", "[SEP]"], source);
  }
  if (type === "BPE") {
    const parsed = check(byteLevelSchema, definition, source);
    const library = createLibraryTokenizer({ decoder: null, post_processor: null, ...parsed });
    library.pre_tokenizer = exactByteLevel(parsed.pre_tokenizer);
    return wordByWord(library, "roberta", ["<s>", "</s>"], source);
  }
  throw badInput("This tokenizer is of another family", {
    where: `${source}, model.type`,
    expected: "WordPiece (BERT) or BPE (RoBERTa)",
    got: JSON.stringify(type),
  });
}

function check<T>(schema: z.ZodType<T>, definition: unknown, source: string): T {
  const parsed = schema.safeParse(definition);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badInput("The tokenizer file is not as expected", {
    where: `${source}, ${issue.path.join(".")}`,
    expected: "a tokenizer.json of BERT or RoBERTa as Hugging Face writes it",
    got: issue.message,
  });
}

function wordByWord(
  library: LibraryTokenizer,
  family: WordTokenizer["family"],
  [start, end]: readonly [string, string],
  source: string,
): WordTokenizer {
  const idOf = (token: string): number => {
    const id = library.token_to_id(token);
    if (id !== undefined) return id;
    throw badInput("The tokenizer's vocabulary lacks an entry", {
      where: `${source}, model.vocab`,
      expected: `an entry ${JSON.stringify(token)}`,
    });
  };
  const known = new Map<string, { ids: readonly number[]; tokens: readonly string[] }>();
  const encode = (word: string) => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const { ids, tokens } = library.encode(word, { add_special_tokens: false });
    const encoded = { ids, tokens };
    known.set(word, encoded);
    return encoded;
  };
  return {
    family,
    encodeWord: (word) => encode(word).ids,
    pieces: (word) => encode(word).tokens,
    markerId: idOf(MARKER),
    startId: idOf(start),
    endId: idOf(end),
  };
}
