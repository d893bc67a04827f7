import { notesIn } from "../../base/notes.js";
import { count, fields, listOf, nullable, type Shaped, text } from "../../base/shape.js";
import type { Document } from "../../contract/corpus/document.js";
import { mergeAdded } from "../datasets/merge-added.js";
import { ownFileHash } from "../files/hashes.js";

const shape = fields({
  documents: count,
  /** Title of the first document that has no labels; null: all have them. */
  unlabelled: nullable(text),
  /** In the order in which the file first names them, with the number of facts of each. */
  relations: listOf(fields({ id: text, facts: count })),
});

/** What a plan asks of a file of documents. */
export type FileSummary = Shaped<typeof shape>;

const notes = notesIn("summaries", shape);

/**
 * Counts a file of documents. What was counted is remembered by the file's content: a plan asks at every start, and
 * reading a corpus takes seconds.
 * @throws AmtlError (2) when the file is missing, or is not DocRED JSON.
 */
export async function summaryOf(path: string): Promise<FileSummary> {
  const hash = await ownFileHash(path);
  const known = await notes.recall(hash);
  if (known !== null) return known;
  const { readDocuments } = await import("../read/reader.js");
  const summary = summarize((await readDocuments(path)).map(mergeAdded));
  await notes.remember(hash, summary);
  return summary;
}

/** What {@link summaryOf} says of documents. */
export function summarize(documents: readonly Document[]): FileSummary {
  const facts = new Map<string, number>();
  for (const { r } of documents.flatMap((document) => document.facts ?? [])) {
    facts.set(r, (facts.get(r) ?? 0) + 1);
  }
  return {
    documents: documents.length,
    unlabelled: documents.find((document) => document.facts === null)?.title ?? null,
    relations: [...facts].map(([id, number]) => ({ id, facts: number })),
  };
}
