import type { Document } from "../contract/corpus/document.js";

/**
 * Whether a mention of the head and one of the tail stand in the same sentence; null where the document has no such
 * entity.
 */
export function meets(
  { entities }: Pick<Document, "entities">,
  h: number,
  t: number,
): boolean | null {
  const [head, tail] = [entities[h], entities[t]] as readonly (
    Document["entities"][number] | undefined
  )[];
  if (head === undefined || tail === undefined) return null;
  const sentences = new Set(head.map(({ sentence }) => sentence));
  return tail.some(({ sentence }) => sentences.has(sentence));
}
