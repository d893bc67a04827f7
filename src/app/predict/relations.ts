import type { Document } from "../../contract/corpus/document.js";
import type { FactTriple } from "../../contract/corpus/fact.js";
import type { Candidate } from "../../scoring/candidates.js";

/** A relation of a document. Its first four fields are those of a prediction file. */
export interface PredictedRelation extends FactTriple {
  /** Names of the entities. */
  readonly head: string;
  readonly tail: string;
  /** Name of the relation; its id where it has none. */
  readonly relation: string;
  /** Logit. */
  readonly score: number;
  /** What the logit has to exceed. */
  readonly threshold: number;
  /** score − threshold. */
  readonly margin: number;
  /** Whether the model predicts it, or was only asked for what it gives. */
  readonly predicted: boolean;
  /** Sentences that the model names, from 0; absent: its backbone names none. */
  readonly evidence?: readonly number[];
  /** Whether it is among the document's labels; absent: it has none. */
  readonly gold?: boolean;
}

export interface PredictedDocument {
  readonly title: string;
  readonly sentences: number;
  /** Names, in file order. */
  readonly entities: readonly string[];
  /** The largest margin first. */
  readonly relations: readonly PredictedRelation[];
  /** Labels that are not predicted; null where the document has none. */
  readonly missed: readonly PredictedRelation[] | null;
}

/** What is wanted of a document. */
export interface Wanted {
  /** Names of relations, by id. */
  readonly names: Readonly<Record<string, string>>;
  /** How many relations at most; Infinity: all. */
  readonly top: number;
  /** Margin that they must have; -Infinity: any. */
  readonly least: number;
}

/** What the model says of a document, with names. */
export function predictedDocument(
  document: Document,
  {
    found,
    missed,
  }: { readonly found: readonly Candidate[]; readonly missed: readonly Candidate[] },
  { names, top, least }: Wanted,
): PredictedDocument {
  const { title, sentences, facts } = document;
  const entities = document.entities.map(([first]) => first.name);
  const gold = new Set(facts?.map(({ h, t, r }) => `${h} ${t} ${r}`));
  const named = (candidate: Candidate): PredictedRelation => {
    const { h, t, r, score, threshold, predicted, evidence } = candidate;
    return {
      ...{ title, h_idx: h, t_idx: t, r },
      ...{ head: entities[h], tail: entities[t], relation: names[r] ?? r },
      ...{ score, threshold, margin: score - threshold, predicted },
      ...(evidence !== undefined && { evidence }),
      ...(facts !== null && { gold: gold.has(`${h} ${t} ${r}`) }),
    };
  };
  const strongest = (candidates: readonly Candidate[]): PredictedRelation[] =>
    candidates.map(named).sort((a, b) => b.margin - a.margin);
  const shown = strongest(found).filter(({ margin }) => margin >= least);
  return {
    title,
    sentences: sentences.length,
    entities,
    relations: top === Infinity ? shown : shown.slice(0, top),
    missed: facts === null ? null : strongest(missed),
  };
}
