import type { Mention } from "../../contract/corpus/document.js";
import type { GoldDocument } from "../../contract/corpus/fact.js";

/** A distinct gold or predicted fact of a document. */
export interface PlacedFact {
  /** Index of its document. */
  readonly document: number;
  readonly h: number;
  readonly t: number;
  readonly r: string;
}

/** What is known of a scored document. */
export interface ErrorDocument {
  readonly title: string;
  /** Mentions of each entity. */
  readonly entities: readonly (readonly Pick<Mention, "sentence" | "start" | "end">[])[];
  /** Words of each sentence. */
  readonly sentences: readonly number[];
  /** Gold facts as they are scored. */
  readonly facts: GoldDocument["facts"];
}

/** Gold and predicted facts, each once, and those that are both. */
export interface FactSets {
  readonly gold: readonly PlacedFact[];
  readonly submitted: readonly PlacedFact[];
  readonly isCorrect: (fact: PlacedFact) => boolean;
  readonly isFound: (fact: PlacedFact) => boolean;
  /** Predictions for titles that no document has: the scorer counts them as wrong. */
  readonly unplaced: number;
}

const keyOf = ({ document, h, t, r }: PlacedFact): string => `${document} ${h} ${t} ${r}`;

/** Facts by their keys, the first of equal ones. */
const distinct = (facts: readonly PlacedFact[]): ReadonlyMap<string, PlacedFact> =>
  new Map([...facts].reverse().map((fact) => [keyOf(fact), fact]));

/**
 * The facts of an evaluation as the official scorer compares them: repeats count once on both sides.
 * Titles must differ, as they do in what the project reads.
 */
export function factSets(
  documents: readonly ErrorDocument[],
  predictions: readonly {
    readonly title: string;
    readonly h_idx: number;
    readonly t_idx: number;
    readonly r: string;
  }[],
): FactSets {
  const places = new Map(documents.map(({ title }, index) => [title, index]));
  const gold = distinct(
    documents.flatMap(({ facts }, document) => facts.map(({ h, t, r }) => ({ document, h, t, r }))),
  );
  const placed = predictions.flatMap(({ title, h_idx, t_idx, r }) => {
    const document = places.get(title);
    return document === undefined ? [] : [{ document, h: h_idx, t: t_idx, r }];
  });
  const submitted = distinct(placed);
  const elsewhere = predictions.filter(({ title }) => !places.has(title));
  return {
    gold: [...gold.values()],
    submitted: [...submitted.values()],
    isCorrect: (fact) => gold.has(keyOf(fact)),
    isFound: (fact) => submitted.has(keyOf(fact)),
    unplaced: new Set(
      elsewhere.map(({ title, h_idx, t_idx, r }) => `${title}\t${h_idx} ${t_idx} ${r}`),
    ).size,
  };
}
