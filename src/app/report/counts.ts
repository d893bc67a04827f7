import { AmtlError, ExitCode } from "../../base/errors.js";
import type { ProfileId } from "../../contract/train-spec.js";
import { splitOf } from "../../methods/datasets/registry.js";
import type { Counts, CountSource } from "../../report/fill.js";

/** Counts the documents of a profile's splits, each split once, one at a time: a corpus in memory is large. */
export function countsOf(profile: ProfileId): CountSource {
  const counted = new Map<string, Promise<Counts | null>>();
  let last: Promise<unknown> = Promise.resolve();
  return (split) => {
    const found = counted.get(split) ?? last.then(() => count(profile, split));
    counted.set(split, found);
    last = found.catch(() => undefined);
    return found;
  };
}

/** null where the file is not on this machine. Ranking and Ign-F1 may need other files: they are not asked for. */
async function count(profile: ProfileId, split: string): Promise<Counts | null> {
  const { source, relations } = splitOf(profile, split);
  // Only a table of counts needs what reads documents.
  const { loadDocuments } = await import("../../corpus/datasets/documents.js");
  try {
    const documents = await loadDocuments(source);
    const triples = documents.reduce((sum, { facts }) => sum + (facts?.length ?? 0), 0);
    return { documents: documents.length, relations: relations.length, triples };
  } catch (error) {
    if (error instanceof AmtlError && error.exitCode === ExitCode.lacking) return null;
    throw error;
  }
}
