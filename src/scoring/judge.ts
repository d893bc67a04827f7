import type { FactTriple, GoldDocument } from "../contract/corpus/fact.js";
import type { NameTriples } from "./name-triples.js";

/** A distinct submitted fact and what became of it. */
export interface JudgedFact {
  readonly r: string;
  /** Index of its document in the gold documents; null for an unknown title. */
  readonly document: number | null;
  readonly correct: boolean;
  readonly ignored: boolean;
}

/** A distinct gold fact. */
export interface GoldFact {
  readonly r: string;
  /** Index of its document. Of documents that share a title: of the first. */
  readonly document: number;
}

export interface Judgement {
  /** Distinct submitted facts; those with unknown titles, self pairs and impossible indices are in it, as wrong. */
  readonly submitted: readonly JudgedFact[];
  readonly gold: readonly GoldFact[];
}

const factKey = (h: number, t: number, r: string): string => `${h} ${t} ${r}`;

/**
 * Compares predictions with gold facts as the official scorer does (data-pipeline section 9; AMTL
 * evaluation_revised.py `official_evaluate`): repeats count once on both sides; a correct fact is ignored by
 * Ign-F1 when any mention name of its head and any of its tail form a training fact with its relation.
 * Documents that share a title share their gold facts, and the last of them gives the names.
 */
export function judge(
  predictions: Iterable<FactTriple>,
  gold: readonly GoldDocument[],
  training: NameTriples,
): Judgement {
  const truth = new Map<
    string,
    { readonly index: number; readonly facts: Set<string>; readonly names: GoldDocument["names"] }
  >();
  const goldFacts: GoldFact[] = [];
  gold.forEach(({ title, names, facts }, at) => {
    const { index, facts: known } = truth.get(title) ?? { index: at, facts: new Set<string>() };
    truth.set(title, { index, facts: known, names });
    for (const { h, t, r } of facts) {
      const size = known.size;
      if (known.add(factKey(h, t, r)).size > size) goldFacts.push({ r, document: index });
    }
  });
  const seen = new Map<string, Set<string>>();
  const submitted: JudgedFact[] = [];
  for (const { title, h_idx: h, t_idx: t, r } of predictions) {
    const known = seen.get(title) ?? new Set<string>();
    seen.set(title, known);
    const key = factKey(h, t, r);
    if (known.has(key)) continue;
    known.add(key);
    const document = truth.get(title);
    const correct = document?.facts.has(key) ?? false;
    const ignored =
      correct && document !== undefined && training.hasAny(document.names[h], document.names[t], r);
    submitted.push({ r, document: document?.index ?? null, correct, ignored });
  }
  return { submitted, gold: goldFacts };
}
