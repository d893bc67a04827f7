import { canonicalJson, sha256 } from "../../base/canonical.js";
import type { WordTokenizer } from "../../contract/corpus/tokenizer.js";
import type { EncoderFiles } from "./folder.js";
import type { EncoderConfig, Encoders } from "../../contract/corpus/encoder.js";
import { ENCODERS } from "../../methods/encoders/registry.js";

/** An encoder that is here. `sha256` stands for all that decides what it computes, wherever it lies. */
export type ResolvedEncoder =
  | {
      readonly kind: "constructed";
      readonly id: string;
      readonly family: WordTokenizer["family"];
      readonly sha256: string;
    }
  | ({
      readonly kind: "folder";
      readonly id: string;
      readonly folder: string;
      readonly sha256: string;
    } & EncoderFiles);

/**
 * The encoder of that id, in that folder ("./my-folder"), or of that repository of the hub ("owner/name").
 *
 * @param encoders among which it is looked up: the project's unless given.
 * @throws AmtlError (4) with the command that brings it when it is not here; (2) for an unknown id or a folder that
 * holds no encoder.
 */
export async function resolveEncoder(
  id: string,
  encoders: Encoders = ENCODERS,
): Promise<ResolvedEncoder> {
  const known = encoders.get(id);
  return known?.origin.kind === "constructed"
    ? await constructed(id, known.family ?? "bert")
    : await resolveFolder(id, encoders);
}

async function constructed(id: string, family: EncoderConfig["family"]): Promise<ResolvedEncoder> {
  const { constructedHash } = await import("../../methods/encoders/constructed.js");
  return { kind: "constructed", id, family, sha256: constructedHash(id) };
}

/** What looks at files is loaded here: `plan` asks for the hash of a constructed encoder at every start. */
async function resolveFolder(id: string, encoders: Encoders): Promise<ResolvedEncoder> {
  const { locateEncoder, missingEncoder } = await import("./locate.js");
  const place = locateEncoder(id, encoders);
  if (place.kind !== "folder") throw missingEncoder(id, encoders);
  const { inspectFolder } = await import("./folder.js");
  const files = await inspectFolder(place.folder);
  const known = encoders.get(id);
  if (known !== undefined) await (await import("./sizes.js")).checkSizes(known, files.config);
  const hash = await contentHash(files);
  return { kind: "folder", id, folder: place.folder, sha256: hash, ...files };
}

/** SHA-256 that stands for the encoder's content; cheap, as hashes of files are remembered. Errors as resolveEncoder. */
export const encoderHash = async (id: string, encoders?: Encoders): Promise<string> =>
  (await resolveEncoder(id, encoders)).sha256;

/**
 * The encoder's tokenizer. Errors as loadTokenizer.
 * @throws AmtlError (2) when it gives ids for which the weights have no row.
 */
export async function encoderTokenizer(encoder: ResolvedEncoder): Promise<WordTokenizer> {
  if (encoder.kind === "constructed") {
    const { syntheticTokenizer } = await import("../../methods/datasets/synthetic/tokenizer.js");
    return syntheticTokenizer(encoder.family);
  }
  const { loadTokenizer } = await import("../tokenizer/load.js");
  const tokenizer = await loadTokenizer(encoder.tokenizer);
  const { readSizes } = await import("./sizes.js");
  const { vocabulary = Infinity } = await readSizes(encoder.config);
  const { size = 0 } = tokenizer;
  if (size <= vocabulary) return tokenizer;
  const { badInput } = await import("../../base/errors.js");
  throw badInput("Tokenizer with more entries than the encoder", {
    where: `${encoder.tokenizer}, and vocab_size in ${encoder.config}`,
    expected: `ids up to ${vocabulary - 1}: the weights have ${vocabulary} rows`,
    got: `ids up to ${size - 1}`,
    fix: "save the model after resize_token_embeddings(len(tokenizer)), or take the added tokens out of the tokenizer",
  });
}

async function contentHash(files: EncoderFiles): Promise<string> {
  const { config, weights, tokenizer, tokenizerConfig } = files;
  const named = {
    config,
    weights,
    tokenizer,
    ...(tokenizerConfig === null ? {} : { tokenizerConfig }),
  };
  const { fileHashes } = await import("../files/hashes.js");
  const hashes = await Promise.all(
    Object.entries(named).map(
      async ([name, path]) => [name, (await fileHashes(path)).sha256] as const,
    ),
  );
  // A vocabulary alone says nothing of its casing: that is guessed, and was once guessed otherwise.
  const isGuessed = tokenizerConfig === null && tokenizer.endsWith(".txt");
  const parts = {
    ...Object.fromEntries(hashes),
    ...(isGuessed && { casing: "by Latin capitals" }),
  };
  return sha256(canonicalJson(parts));
}
