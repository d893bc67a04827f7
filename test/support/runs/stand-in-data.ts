import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sealedJson } from "../../../src/base/seal.js";
import { fileHashes } from "../../../src/corpus/files/hashes.js";
import { publishedFile } from "../../../src/methods/datasets/registry.js";
import { ENCODERS } from "../../../src/methods/encoders/registry.js";
import { type Folders, useOwnFolders } from "../../corpus/folders.js";

/**
 * Points AMTL_DATA and AMTL_CACHE at folders with empty files in place of published ones, so that the paper's profile
 * runs with a stand-in worker, which reads none of them. The cache remembers of each the published digest.
 *
 * @param files names of published data files.
 * @param encoders ids of published encoders.
 */
export async function useStandInData(
  files: readonly string[],
  encoders: readonly string[],
): Promise<Folders> {
  const folders = await useOwnFolders();
  for (const name of files) await passFor(folders, name);
  for (const id of encoders) await writeEncoder(join(folders.data, "encoders", id), id);
  return folders;
}

/** What Re-DocRED and its test set rest on. */
export const REDOCRED_FILES = ["train", "dev", "test"].map(
  (split) => `redocred/${split}_revised.json`,
);

async function passFor({ cache, write }: Folders, name: string): Promise<void> {
  const path = await write(name, "[]");
  await fileHashes(path);
  const folder = join(cache, "hashes");
  const { blob } = publishedFile(name);
  for (const file of await readdir(folder)) {
    const note = JSON.parse(await readFile(join(folder, file), "utf8")) as Note;
    if (note.path !== path) continue;
    delete note.digest;
    await writeFile(join(folder, file), sealedJson({ ...note, blob }));
  }
}

/** What the cache remembers of a file; fields that are only passed on are not named. */
interface Note {
  readonly path: string;
  digest?: string;
}

/** A folder with the sizes of a published encoder, and no weights. */
async function writeEncoder(folder: string, id: string): Promise<void> {
  const sizes = ENCODERS.get(id)?.sizes;
  if (sizes === undefined) throw new Error(`Expected a published encoder, got ${id}`);
  const config = {
    model_type: "bert",
    vocab_size: sizes.vocabulary,
    hidden_size: sizes.width,
    num_hidden_layers: sizes.layers,
    num_attention_heads: sizes.heads,
    intermediate_size: sizes.feedForward,
  };
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, "config.json"), JSON.stringify(config));
  for (const name of ["model.safetensors", "tokenizer.json"]) {
    await writeFile(join(folder, name), "{}");
  }
}
