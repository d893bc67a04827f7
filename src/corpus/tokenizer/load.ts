import { stat } from "node:fs/promises";
import { dirname, join } from "node:path";
import { badInput } from "../../base/errors.js";
import { parseJson } from "../read/json.js";
import { readText } from "../read/reader.js";
import { buildTokenizer } from "./build.js";
import type { WordTokenizer } from "../../contract/corpus/tokenizer.js";
import { definitionFromVocabulary } from "./vocabulary.js";

/**
 * Loads the word tokenizer of a Hugging Face folder: `tokenizer.json`, else `vocab.txt` (BERT) with the
 * casing that `tokenizer_config.json` gives. A path to a tokenizer file itself is taken too.
 *
 * @throws AmtlError (2) when there is no tokenizer, or it is torn or of another family.
 */
export async function loadTokenizer(path: string): Promise<WordTokenizer> {
  const file = await tokenizerFile(path);
  const text = await readText(file);
  if (file.endsWith(".txt")) {
    const lowerCase = await configuredCase(join(dirname(file), "tokenizer_config.json"));
    return buildTokenizer(definitionFromVocabulary(text, lowerCase), file);
  }
  return buildTokenizer(parseJson(text, file), file);
}

/** The files of a folder (or the file itself) that decide how it tokenizes. */
export async function tokenizerFile(path: string): Promise<string> {
  const candidates = [path, join(path, "tokenizer.json"), join(path, "vocab.txt")];
  for (const candidate of candidates) if (await isFile(candidate)) return candidate;
  throw badInput("Tokenizer not found", {
    where: path,
    expected: "tokenizer.json, or vocab.txt of a BERT model",
  });
}

const isFile = (path: string): Promise<boolean> =>
  stat(path).then(
    (found) => found.isFile(),
    () => false,
  );

/** What a tokenizer_config.json says of casing; undefined: nothing. */
export async function configuredCase(file: string): Promise<boolean | undefined> {
  if (!(await isFile(file))) return undefined;
  const config = parseJson(await readText(file), file);
  if (typeof config !== "object" || config === null || !("do_lower_case" in config))
    return undefined;
  return typeof config.do_lower_case === "boolean" ? config.do_lower_case : undefined;
}
