import type { Features } from "../../../contract/corpus/document.js";
import type { LabelLayout } from "../../../contract/layout.js";
import { labelledDocuments, type LabelledDocument } from "../shared/facts.js";

/** A document's labels with the type of each entity: that of its first mention. */
export interface TypedDocument extends LabelledDocument {
  readonly types: readonly string[];
}

/** A relation between entities of two types: each has rules of its own. */
export interface Triple {
  /** From 1. */
  readonly relation: number;
  readonly head: string;
  readonly tail: string;
}

export const tripleKey = ({ relation, head, tail }: Triple): string =>
  JSON.stringify([relation, head, tail]);

/** What labels show of relations and types, each once, by relation, then in order of appearance (spec/plugins.md 4.1). */
export function triplesOf(documents: readonly TypedDocument[]): readonly Triple[] {
  const found = new Map<string, Triple>();
  for (const { types, facts } of documents) {
    for (const { h, t, relation } of facts) {
      const triple = { relation, head: types[h], tail: types[t] };
      if (!found.has(tripleKey(triple))) found.set(tripleKey(triple), triple);
    }
  }
  return [...found.values()].sort((a, b) => a.relation - b.relation);
}

/** The same in an order that does not follow from that of the labels: how they are numbered. */
export const numberedTriples = (documents: readonly TypedDocument[]): readonly Triple[] =>
  triplesOf(documents).toSorted(
    (a, b) => a.relation - b.relation || compare(a.head, b.head) || compare(a.tail, b.tail),
  );

const compare = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** The type of each entity; "" where nothing says it. */
export const typesOf = ({ entityPositions, entityTypes = [] }: Features): readonly string[] =>
  entityPositions.map((_, entity) => entityTypes[entity]?.[0] ?? "");

/** Documents as a model reads them, with their labels and types. */
export const typedDocuments = (
  features: readonly Features[],
  layout: Pick<LabelLayout, "columns">,
): readonly TypedDocument[] =>
  labelledDocuments(features, layout).map(({ facts }, i) => ({
    facts,
    types: typesOf(features[i]),
  }));
