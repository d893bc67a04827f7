import type { GoldDocument } from "../contract/corpus/fact.js";

/** A fact by names: [head mention, tail mention, relation]. */
export type NameTriple = readonly [head: string, tail: string, relation: string];

/** The facts of a training set by names, which Ign-F1 takes out (data-pipeline section 9). */
export interface NameTriples {
  /** Distinct triples. */
  readonly size: number;
  readonly has: (head: string, tail: string, relation: string) => boolean;
  /** Whether any pair of a head name and a tail name is a fact. Entities that do not exist have no names. */
  readonly hasAny: (
    heads: readonly string[] | undefined,
    tails: readonly string[] | undefined,
    relation: string,
  ) => boolean;
}

/** A set of name triples. */
export function nameTriples(triples: Iterable<NameTriple>): NameTriples {
  const tails = new Map<string, Set<string>>();
  const keyOf = (relation: string, head: string) => `${relation.length} ${relation}${head}`;
  let size = 0;
  for (const [head, tail, relation] of triples) {
    const key = keyOf(relation, head);
    const known = tails.get(key) ?? new Set<string>();
    if (known.has(tail)) continue;
    tails.set(key, known.add(tail));
    size++;
  }
  const has = (head: string, tail: string, relation: string): boolean =>
    tails.get(keyOf(relation, head))?.has(tail) ?? false;
  return {
    size,
    has,
    hasAny: (headNames = [], tailNames = [], relation) =>
      headNames.some((head) => tailNames.some((tail) => has(head, tail, relation))),
  };
}

/** Every pair of a head name and a tail name of a fact of the document. */
export function* triplesOf(
  { names }: Pick<GoldDocument, "names">,
  { h, t, r }: GoldDocument["facts"][number],
): Generator<NameTriple> {
  for (const head of names[h]) for (const tail of names[t]) yield [head, tail, r];
}

/** Every pair of a head name and a tail name of every fact of the documents. */
export function nameTriplesOf(documents: readonly GoldDocument[]): NameTriples {
  return nameTriples(everyTriple(documents));
}

function* everyTriple(documents: readonly GoldDocument[]): Iterable<NameTriple> {
  for (const document of documents) {
    for (const fact of document.facts) yield* triplesOf(document, fact);
  }
}
