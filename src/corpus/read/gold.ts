import type { GoldDocument } from "../../contract/corpus/fact.js";
import type { Document } from "../../contract/corpus/document.js";

/**
 * What scoring needs of a document. A document without labels has no facts to be found. Facts that its file keeps apart
 * from its labels are not among them, merged or not: the official scorers read `labels` (data-pipeline section 9).
 */
export const toGold = ({ title, entities, facts }: Document): GoldDocument => ({
  title,
  names: entities.map((mentions) => mentions.map(({ name }) => name)),
  facts: facts?.some(({ added }) => added) ? facts.filter(({ added }) => !added) : (facts ?? []),
});

/** The document as a smaller label space asks for it: facts of other relations are not to be found. */
export const withRelations = (
  gold: GoldDocument,
  kept: { readonly has: (relation: string) => boolean },
): GoldDocument => ({ ...gold, facts: gold.facts.filter(({ r }) => kept.has(r)) });
