import type { Document, Fact } from "../../contract/corpus/document.js";
import type { FactTriple } from "../../contract/corpus/fact.js";
import { toGold } from "../../corpus/read/gold.js";
import { scoreFacts, type Scores } from "../../scoring/metrics.js";
import type { NameTriples } from "../../scoring/name-triples.js";
import { meets } from "../../scoring/sentences.js";

type Part = Pick<Scores, "counts" | "metrics">;

/** Scores of facts whose entities share a sentence, and of the others; unknown titles and entities are in neither. */
export interface SentenceScores {
  readonly within: Part;
  readonly across: Part;
}

/**
 * Gold and submitted facts restricted alike, as HingeABL's evaluation does.
 * @param training the facts that Ign-F1 leaves out.
 */
export function sentenceScores(
  predictions: readonly FactTriple[],
  documents: readonly (Document & { readonly facts: readonly Fact[] })[],
  training: NameTriples,
): SentenceScores {
  const byTitle = new Map(documents.map((document) => [document.title, document]));
  const part = (wanted: boolean): Part => {
    const submitted = predictions.filter(({ title, h_idx, t_idx }) => {
      const document = byTitle.get(title);
      return document !== undefined && meets(document, h_idx, t_idx) === wanted;
    });
    const gold = documents.map((document) => {
      const facts = document.facts.filter(({ h, t }) => meets(document, h, t) === wanted);
      return toGold({ ...document, facts });
    });
    const { counts, metrics } = scoreFacts(submitted, gold, training);
    return { counts, metrics };
  };
  return { within: part(true), across: part(false) };
}
