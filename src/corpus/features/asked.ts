import type { Document, Features, FeatureKind } from "../../contract/corpus/document.js";
import type { MarkedTokens } from "./positions.js";

type Asked = Pick<Features, "sentences" | "evidence" | "entityTypes">;

/**
 * What a backbone asks for beside pieces, mentions and pairs.
 *
 * @param known whether a relation has a column: facts of others are no labels, and their evidence is none.
 */
export function askedFeatures(
  asks: readonly FeatureKind[],
  document: Document,
  { sentences }: Pick<MarkedTokens, "sentences">,
  pairs: Pick<Features, "pairs" | "positives">,
  known: (relation: string) => boolean,
): Asked {
  return {
    ...(asks.includes("sentences") && { sentences }),
    ...(asks.includes("evidence") && { evidence: evidenceOf(document, pairs, known) }),
    ...(asks.includes("entity-types") && {
      entityTypes: document.entities.map((mentions) => mentions.map(({ type }) => type)),
    }),
  };
}

/** For each pair that can have labels, how often each sentence is listed as evidence over its facts. */
function evidenceOf(
  { facts, sentences }: Document,
  { pairs, positives }: Pick<Features, "pairs" | "positives">,
  known: (relation: string) => boolean,
): readonly (readonly number[])[] {
  const counts = new Map<string, number[]>();
  for (const { h, t, r, evidence } of facts ?? []) {
    if (!known(r)) continue;
    const key = `${h} ${t}`;
    const count = counts.get(key) ?? sentences.map(() => 0);
    for (const sentence of evidence) count[sentence]++;
    counts.set(key, count);
  }
  return positives.map((columns, pair) =>
    columns.length === 0 ? [] : (counts.get(`${pairs[2 * pair]} ${pairs[2 * pair + 1]}`) ?? []),
  );
}
