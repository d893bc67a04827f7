import { expectedText, valueAt } from "../../base/text/issue.js";
import type { z } from "zod";
import { badInput } from "../../base/errors.js";
import { shown } from "../../base/text/shown.js";
import {
  type AddedToken,
  type ByteLevelDefinition,
  byteLevelSchema,
  type WordPieceDefinition,
  wordPieceSchema,
} from "./definition.js";
import { exactBertNormalizer, exactByteLevel } from "./exact.js";
import { createLibraryTokenizer, type LibraryTokenizer } from "./library.js";
import { specialSplitter } from "./special.js";
import type { WordTokenizer } from "../../contract/corpus/tokenizer.js";
import { splitWords } from "./unicode.js";

interface Encoded {
  readonly ids: readonly number[];
  readonly tokens: readonly string[];
}

const MARKER = "*";
const ENDS = { bert: ["[CLS]", "[SEP]"], roberta: ["<s>", "</s>"] } as const;

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
    const library = libraryOf(parsed, source);
    library.normalizer = exactBertNormalizer(parsed.normalizer);
    library.pre_tokenizer = splitWords;
    return wordByWord(library, parsed, "bert", source);
  }
  if (type === "BPE") {
    const parsed = check(byteLevelSchema, definition, source);
    const library = libraryOf(parsed, source);
    library.pre_tokenizer = exactByteLevel(parsed.pre_tokenizer);
    return wordByWord(library, parsed, "roberta", source);
  }
  throw badInput("Unsupported tokenizer", {
    where: `${source}, model.type`,
    expected: "WordPiece (BERT) or BPE (RoBERTa)",
    got: shown(type),
  });
}

/** What the library does not know in a file, its parts that are not used here included, is the file's fault. */
function libraryOf(
  definition: WordPieceDefinition | ByteLevelDefinition,
  source: string,
): LibraryTokenizer {
  try {
    return createLibraryTokenizer({ decoder: null, post_processor: null, ...definition });
  } catch (cause) {
    throw badInput("Invalid tokenizer file", {
      where: source,
      expected: "a tokenizer.json of BERT or RoBERTa as Hugging Face writes it",
      got: cause instanceof Error ? cause.message : String(cause),
      cause,
    });
  }
}

function check<T>(schema: z.ZodType<T>, definition: unknown, source: string): T {
  const parsed = schema.safeParse(definition);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw badInput("Invalid tokenizer file", {
    where: `${source}, ${issue.path.join(".")}`,
    expected: "a tokenizer.json of BERT or RoBERTa as Hugging Face writes it",
    got: `${valueAt(definition, issue.path)}, not ${expectedText(issue)}`,
  });
}

function wordByWord(
  library: LibraryTokenizer,
  { added_tokens, model }: WordPieceDefinition | ByteLevelDefinition,
  family: WordTokenizer["family"],
  source: string,
): WordTokenizer {
  const idOf = (token: string): number => {
    const id = library.token_to_id(token);
    if (id !== undefined) return id;
    throw badInput("Missing entry in the tokenizer's vocabulary", {
      where: `${source}, model.vocab`,
      expected: `an entry ${JSON.stringify(token)}`,
    });
  };
  const sectionsOf = specialSplitter(added_tokens);
  const known = new Map<string, Encoded>();
  const encode = (word: string): Encoded => {
    const before = known.get(word);
    if (before !== undefined) return before;
    const parts = sectionsOf(word).map((section) =>
      "token" in section
        ? { ids: [section.id], tokens: [section.token] }
        : library.encode(section.text, { add_special_tokens: false }),
    );
    const encoded = {
      ids: parts.flatMap(({ ids }) => ids),
      tokens: parts.flatMap(({ tokens }) => tokens),
    };
    known.set(word, encoded);
    return encoded;
  };
  return {
    family,
    size: sizeOf(added_tokens, model.vocab),
    encodeWord: (word) => encode(word).ids,
    pieces: (word) => encode(word).tokens,
    markerId: idOf(MARKER),
    startId: idOf(ENDS[family][0]),
    endId: idOf(ENDS[family][1]),
  };
}

function sizeOf(
  added: readonly AddedToken[],
  vocabulary: Readonly<Record<string, number>>,
): number {
  let most = -1;
  for (const { id } of added) most = Math.max(most, id);
  for (const id of Object.values(vocabulary)) most = Math.max(most, id);
  return most + 1;
}
