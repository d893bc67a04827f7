import type { Document } from "../../contract/corpus/document.js";

/** Relations by descending number of facts, repeats counted; ties in original order. */
export function rankByFrequency(
  documents: readonly Document[],
  relations: readonly string[],
): string[] {
  const count = new Map<string, number>();
  for (const { r } of documents.flatMap(({ facts }) => facts ?? [])) {
    count.set(r, (count.get(r) ?? 0) + 1);
  }
  return [...relations].sort((a, b) => (count.get(b) ?? 0) - (count.get(a) ?? 0));
}
