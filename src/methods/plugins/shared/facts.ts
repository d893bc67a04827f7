import type { Document, Features } from "../../../contract/corpus/document.js";
import type { LabelLayout } from "../../../contract/layout.js";

/** Relations 1 to R in the order of the layout's columns; R + r is the inverse of r. */
export interface LabelledDocument {
  readonly facts: readonly LabelledFact[];
}

export interface LabelledFact {
  readonly h: number;
  readonly t: number;
  /** From 1. */
  readonly relation: number;
}

/** By column of a layout the number of its relation, from 1; 0 for thresholds. */
export function relationNumbers({ columns }: Pick<LabelLayout, "columns">): readonly number[] {
  let last = 0;
  return columns.map((name) => (name === null ? 0 : ++last));
}

/** The labels of documents as files hold them; those beyond the layout's relations are left out. */
export function labelsOf(
  documents: readonly Pick<Document, "facts">[],
  layout: Pick<LabelLayout, "columns" | "columnOf">,
): readonly LabelledDocument[] {
  const numbers = relationNumbers(layout);
  return documents.map(({ facts }) => ({
    facts: (facts ?? []).flatMap(({ h, t, r }) => {
      const column = layout.columnOf.get(r);
      return column === undefined || h === t ? [] : [{ h, t, relation: numbers[column] }];
    }),
  }));
}

/** Relations by their numbers, from 1. */
export const relationsByNumber = ({ columns }: Pick<LabelLayout, "columns">): readonly string[] =>
  columns.filter((name) => name !== null);

/** The labels of documents, without those between an entity and itself. */
export function labelledDocuments(
  features: readonly Pick<Features, "pairs" | "positives">[],
  layout: Pick<LabelLayout, "columns">,
): readonly LabelledDocument[] {
  const numbers = relationNumbers(layout);
  return features.map(({ pairs, positives }) => ({
    facts: positives.flatMap((columns, pair) => {
      const [h, t] = [pairs[2 * pair], pairs[2 * pair + 1]];
      return h === t ? [] : columns.map((column) => ({ h, t, relation: numbers[column] }));
    }),
  }));
}
