import { AmtlError, ExitCode } from "../../base/errors.js";
import { canonicalJson, sha256, type Json } from "../../base/canonical.js";
import { notesIn } from "../../base/notes.js";
import { count, fields } from "../../base/shape.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { contentHashes } from "../../corpus/datasets/source.js";
import { splitOf } from "../../methods/datasets/registry.js";
import type { Counts, CountSource } from "../../report/fill.js";

/** Counts the documents of a profile's splits, each split once, one at a time: a corpus in memory is large. */
export function countsOf(profile: ProfileId): CountSource {
  const counted = new Map<string, Promise<Counts | null>>();
  let last: Promise<unknown> = Promise.resolve();
  return (split) => {
    const found = counted.get(split) ?? last.then(() => countsIn(profile, split));
    counted.set(split, found);
    last = found.catch(() => undefined);
    return found;
  };
}

/** Reading a corpus takes longer than all else in a table: what was counted holds for as long as its files do. */
const notes = notesIn<Counts>(
  "counts",
  fields({ documents: count, relations: count, triples: count }),
);

/** null where the file is not on this machine. Ranking and Ign-F1 may need other files: they are not asked for. */
async function countsIn(profile: ProfileId, split: string): Promise<Counts | null> {
  try {
    // What is wrong with a file is best told by reading it.
    const name = await noteOf(profile, split).catch(() => null);
    const known = name === null ? null : await notes.recall(name);
    if (known !== null) return known;
    const found = await countDocuments(profile, split);
    if (name !== null) await notes.remember(name, found);
    return found;
  } catch (error) {
    if (error instanceof AmtlError && error.exitCode === ExitCode.lacking) return null;
    throw error;
  }
}

/** Raised by hand whenever the same files give other counts. */
const COUNTS_VERSION = 1;

/** A name that changes with what the counts rest on. */
async function noteOf(profile: ProfileId, split: string): Promise<string> {
  const { source, relations } = splitOf(profile, split);
  const parts: Json = { version: COUNTS_VERSION, source: { ...source }, relations };
  return sha256(canonicalJson({ ...parts, content: await contentHashes(source) }));
}

async function countDocuments(profile: ProfileId, split: string): Promise<Counts> {
  const { source, relations } = splitOf(profile, split);
  // Only a table of counts needs what reads documents.
  const { loadDocuments } = await import("../../corpus/datasets/documents.js");
  const documents = await loadDocuments(source);
  const triples = documents.reduce((sum, { facts }) => sum + (facts?.length ?? 0), 0);
  return { documents: documents.length, relations: relations.length, triples };
}
