import { readFile, stat } from "node:fs/promises";
import { join } from "node:path";
import { cacheFolder } from "../base/cache.js";
import type { Dataset, Document } from "../contract/corpus/document.js";
import { makeFolder, replaceFile } from "../store/files.js";

/** Raised when the same documents are written in another form. */
const FORM = 1;

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

/**
 * The documents as a file that a program reads, in the cache: every run of the same data shares it. What lies there is
 * compared with what should, byte for byte, and written anew where it differs: users share caches.
 *
 * @param labelled whether the facts are in it; what is scored goes without.
 * @returns its absolute path.
 * @throws AmtlError (4) when the disk is full.
 */
export async function dataFile(
  { id, sha256, documents }: Pick<Dataset, "id" | "sha256" | "documents">,
  labelled: boolean,
): Promise<string> {
  const kind = labelled ? "labelled" : "blind";
  const name = `${id.replace("/", "-")}-${sha256.slice(0, 16)}-${kind}-${FORM}.json`;
  const folder = join(cacheFolder(), "worker-data");
  const path = join(folder, name);
  const lines = documents.map((document) => JSON.stringify(asJson(document, labelled)));
  const text = `[${lines.join(",\n")}]\n`;
  if (await holds(path, text)) return path;
  await makeFolder(folder);
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
