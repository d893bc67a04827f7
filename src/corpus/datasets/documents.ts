import { publishedHash } from "../files/hashes.js";
import { locateFile } from "../files/locate.js";
import { readDocuments } from "../read/reader.js";
import { mergeAdded } from "./merge-added.js";
import type { Source } from "../../contract/corpus/dataset.js";
import type { Document } from "../../contract/corpus/document.js";

/**
 * The documents of a source. The generator is loaded here: real text does without.
 * @throws AmtlError (4) for a missing file, (2) for a torn or altered one.
 */
export async function loadDocuments(source: Source): Promise<readonly Document[]> {
  if (source.kind === "synthetic") {
    const { generateCorpus } = await import("../../methods/datasets/synthetic/corpus.js");
    return generateCorpus(source.corpus, source.split, source.labels);
  }
  if (source.kind === "own") return (await readDocuments(source.path)).map(mergeAdded);
  const [start, end] = source.slice;
  const documents = (await readPublished(source.file)).slice(start, end ?? undefined);
  if (source.kind === "file") return documents;
  if (source.kind === "enhanced") return documents.map(mergeAdded);
  const relabelled = new Map(
    (await readPublished(source.labels)).map((document) => [document.title, document]),
  );
  return documents.flatMap(({ title }) => relabelled.get(title) ?? []);
}

/** Parsed before it is compared with the published bytes: a torn file is best described by where it is torn. */
async function readPublished(name: string): Promise<readonly Document[]> {
  const path = await locateFile(name);
  const documents = await readDocuments(path);
  await publishedHash(name, path);
  return documents;
}
