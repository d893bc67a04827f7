import { Tokenizer } from "@huggingface/tokenizers";

/** What is used of the library's tokenizer (its own declarations do not resolve under NodeNext). */
export interface LibraryTokenizer {
  normalizer: ((text: string) => string) | null;
  pre_tokenizer: ((text: string) => string[]) | null;
  encode(
    text: string,
    options: { add_special_tokens: boolean },
  ): { readonly ids: readonly number[]; readonly tokens: readonly string[] };
  token_to_id(token: string): number | undefined;
}

const LibraryClass = Tokenizer as unknown as new (
  tokenizer: object,
  config: object,
) => LibraryTokenizer;

/**
 * @param definition the content of a tokenizer.json.
 * @throws Error when the library does not know a part of it.
 */
export const createLibraryTokenizer = (definition: object): LibraryTokenizer =>
  new LibraryClass(definition, {});
