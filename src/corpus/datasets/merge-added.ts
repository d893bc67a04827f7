import type { AddedFact, Document, Fact } from "../../contract/corpus/document.js";

/**
 * The document with the facts that its file keeps apart as labels like the others, without evidence: those with a score
 * above 0, where one is repeated by the last score (bigai-nlco/DocGNRE, DocRE/prepro.py), but self pairs and what is
 * labelled already. There they are added to the label matrix of the pairs (model.py), which comes to the same. They keep
 * a mark: they are learned from, and no scorer knows them.
 */
export function mergeAdded({ added, ...document }: Document): Document {
  if (added === undefined) return document;
  const labelled = document.facts ?? [];
  const known = new Set(labelled.map(keyOf));
  const last = new Map(added.map((fact) => [keyOf(fact), fact]));
  const more = [...last.values()].filter(
    (fact) => fact.score > 0 && fact.h !== fact.t && !known.has(keyOf(fact)),
  );
  return {
    ...document,
    facts: [
      ...labelled,
      ...more.map(({ h, t, r }) => ({ h, t, r, evidence: [], added: true as const })),
    ],
  };
}

const keyOf = ({ h, t, r }: Fact | AddedFact): string => `${h} ${t} ${r}`;
