import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../base/cache.js";
import { sha256 } from "../base/canonical.js";
import type { Dataset, Document } from "../contract/corpus/document.js";
import { makeFolder, replaceFile } from "../store/files.js";

/** A document as DocRED files have it. */
const asJson = ({ title, sentences, entities, facts }: Document, labelled: boolean): object => ({
  title,
  sents: sentences,
  vertexSet: entities.map((mentions) =>
    mentions.map(({ name, sentence, start, end, type }) => ({
      name,
      sent_id: sentence,
      pos: [start, end],
      type,
    })),
  ),
  ...(labelled &&
    facts !== null && { labels: facts.map(({ h, t, r, evidence }) => ({ h, t, r, evidence })) }),
});

/** Where they lie. */
export const dataFilesFolder = (): string => join(cacheFolder(), "worker-data");

/** Digits of a digest in a name. */
const DIGITS = 32;

/** The beginning of the SHA-256 that a file of that name has; null for a name of another kind. */
export const dataFileDigest = (name: string): string | null =>
  new RegExp(`-(?:labelled|blind)-([0-9a-f]{${DIGITS}})\\.json$`).exec(name)?.[1] ?? null;

/**
 * The documents as a file that a program reads, in the cache: every run of the same data shares it. Its name has the
 * digest of its content. What lies there is compared with what should, byte for byte, and written anew where it differs:
 * users share caches.
 *
 * @param labelled whether the facts are in it; what is scored goes without.
 * @returns its absolute path.
 * @throws AmtlError (4) when the disk is full.
 */
export async function dataFile(
  { id, documents }: Pick<Dataset, "id" | "documents">,
  labelled: boolean,
): Promise<string> {
  const kind = labelled ? "labelled" : "blind";
  const lines = documents.map((document) => JSON.stringify(asJson(document, labelled)));
  const text = `[${lines.join(",\n")}]\n`;
  const name = `${id.replace("/", "-")}-${kind}-${sha256(text).slice(0, DIGITS)}.json`;
  const path = join(dataFilesFolder(), name);
  if (await holds(path, text)) return path;
  await makeFolder(dataFilesFolder());
  await replaceFile(path, text);
  return path;
}

const holds = async (path: string, text: string): Promise<boolean> => {
  // Asked first: reading a pipe would never end.
  const isFile = await stat(path).then(
    (found) => found.isFile(),
    () => false,
  );
  return isFile && Buffer.from(text).equals(await readFile(path));
};
