import { canonicalJson, sha256 } from "../../base/canonical.js";
import type { FileCounts } from "../../contract/corpus/dataset.js";
import type { Document } from "../../contract/corpus/document.js";
import { notesIn } from "../../base/notes.js";
import { count, fields, type Shaped, text } from "../../base/shape.js";

const shape = fields({ documents: count, triples: count, sha256: text });

/** What a file of documents holds: how much, and a SHA-256 of all that is read of it, however it is written. */
export type Content = Shaped<typeof shape>;

const notes = notesIn("contents", shape);

/**
 * Reads a file of documents. What was found is remembered by the file's own hash, as reading takes a second.
 * @param hash SHA-256 of the file.
 * @throws AmtlError (2) when it is torn or holds no documents.
 */
export async function contentOf(path: string, hash: string): Promise<Content> {
  const known = await notes.recall(hash);
  if (known !== null) return known;
  const { readDocuments } = await import("../read/reader.js");
  const { mergeAdded } = await import("../datasets/merge-added.js");
  const documents = await readDocuments(path);
  const content: Content = {
    documents: documents.length,
    triples: documents.reduce((sum, each) => sum + (mergeAdded(each).facts?.length ?? 0), 0),
    sha256: contentHash(documents),
  };
  await notes.remember(hash, content);
  return content;
}

const contentHash = (documents: readonly Document[]): string =>
  sha256(
    canonicalJson(
      documents.map(({ title, sentences, entities, facts, added }) => ({
        title,
        sentences,
        entities,
        facts,
        ...(added !== undefined && { added }),
      })),
    ),
  );

/** For people: "500 documents, 17,284 triples". */
export const countsText = ({ documents, triples }: FileCounts): string =>
  `${documents.toLocaleString("en-US")} documents` +
  (triples === null ? "" : `, ${triples.toLocaleString("en-US")} triples`);
