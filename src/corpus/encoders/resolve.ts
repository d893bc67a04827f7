import { canonicalJson, sha256 } from "../../base/canonical.js";
import type { WordTokenizer } from "../../contract/tokenizer.js";
import type { EncoderFiles } from "./folder.js";
import { constructedHash, encoderRegistry } from "../../methods/encoders/registry.js";

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
 * The encoder of that id, or in that folder ("./my-folder").
 *
 * @throws AmtlError (4) with the command that brings it when it is not here; (2) for an unknown id or a folder that
 * holds no encoder.
 */
export async function resolveEncoder(id: string): Promise<ResolvedEncoder> {
  const entry = encoderRegistry.find((one) => one.id === id);
  return entry?.kind === "constructed"
    ? { kind: "constructed", id, family: entry.family, sha256: constructedHash(id) }
    : resolveFolder(id);
}

/** What looks at files is loaded here: `plan` asks for the hash of a constructed encoder at every start. */
async function resolveFolder(id: string): Promise<ResolvedEncoder> {
  const { locateEncoder, missingEncoder } = await import("./locate.js");
  const place = locateEncoder(id);
  if (place.kind !== "folder") throw missingEncoder(id);
  const { inspectFolder } = await import("./folder.js");
  const files = await inspectFolder(place.folder);
  const hash = await contentHash(files);
  return { kind: "folder", id, folder: place.folder, sha256: hash, ...files };
}

/** SHA-256 that stands for the encoder's content; cheap, as hashes of files are remembered. Errors as resolveEncoder. */
export const encoderHash = async (id: string): Promise<string> => (await resolveEncoder(id)).sha256;

/** The encoder's tokenizer. Errors as loadTokenizer. */
export async function encoderTokenizer(encoder: ResolvedEncoder): Promise<WordTokenizer> {
  if (encoder.kind === "constructed") {
    const { syntheticTokenizer } = await import("../../methods/datasets/synthetic/tokenizer.js");
    return syntheticTokenizer(encoder.family);
  }
  const { loadTokenizer } = await import("../tokenizer/load.js");
  return loadTokenizer(encoder.tokenizer);
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
    Object.entries(named).map(async ([name, path]) => [name, (await fileHashes(path)).sha256]),
  );
  return sha256(canonicalJson(Object.fromEntries(hashes) as Record<string, string>));
}
