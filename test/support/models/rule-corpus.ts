import { seededRandom, shuffle } from "../../../src/base/random.js";
import type { Document, Fact } from "../../../src/contract/corpus/document.js";

/** Relations that facts of a corpus follow from, and those that follow: `of` is known by the first of two steps. */
export interface CorpusRules {
  /** Relations that may be a step of a chain. */
  readonly steps: ReadonlySet<string>;
  /** By the relation of the first step, what follows from it and any second step of another relation. */
  readonly heads: ReadonlyMap<string, string>;
  /** The relation that holds the other way round wherever `of` does. */
  readonly inverse: { readonly of: string; readonly is: string };
}

/** How many of the commonest relations are steps, and into how many of the rarest they lead. */
const [STEPS, HEADS] = [8, 4];

/** Rules over a corpus's own relations: from common ones follow rare ones, which are nearly never stated. */
export function rulesOf(documents: readonly Document[]): CorpusRules {
  const counts = new Map<string, number>();
  for (const { r } of documents.flatMap(({ facts }) => facts ?? []))
    counts.set(r, (counts.get(r) ?? 0) + 1);
  const ranked = [...counts].sort((a, b) => b[1] - a[1]).map(([r]) => r);
  const [steps, rare] = [ranked.slice(0, STEPS), ranked.slice(-HEADS - 1)];
  return {
    steps: new Set(steps),
    heads: new Map(steps.map((r, i) => [r, rare[i % HEADS]])),
    inverse: { of: steps[0], is: rare[HEADS] },
  };
}

/** What follows from a document's facts: no word of it says so. */
export function implied(
  { facts }: Document,
  { steps, heads, inverse }: CorpusRules,
): readonly Fact[] {
  const stated = facts ?? [];
  const chained = stated.flatMap((first) =>
    stated.flatMap((second) =>
      steps.has(first.r) &&
      steps.has(second.r) &&
      first.r !== second.r &&
      first.t === second.h &&
      first.h !== second.t
        ? [{ h: first.h, t: second.t, r: heads.get(first.r)!, evidence: [] }]
        : [],
    ),
  );
  const turned = stated
    .filter(({ r }) => r === inverse.of)
    .map(({ h, t }) => ({ h: t, t: h, r: inverse.is, evidence: [] }));
  const all = [...chained, ...turned].map((fact) => [keyOf(fact), fact] as const);
  const known = new Set(stated.map(keyOf));
  return [...new Map(all).values()].filter((fact) => !known.has(keyOf(fact)));
}

const keyOf = ({ h, t, r }: Fact): string => `${h} ${t} ${r}`;

/** The documents with all that follows from their facts as labels. */
export const obeying = (documents: readonly Document[], rules: CorpusRules): Document[] =>
  documents.map((document) => ({
    ...document,
    facts: [...(document.facts ?? []), ...implied(document, rules)],
  }));

/** The same number of labels of the same relations, between entities that are drawn at random: nothing follows. */
export function breaking(
  documents: readonly Document[],
  rules: CorpusRules,
  seed: number,
): Document[] {
  const random = seededRandom(seed, "broken rules");
  return documents.map((document) => {
    const facts = document.facts ?? [];
    const taken = new Set(facts.map(({ h, t }) => `${h} ${t}`));
    const free = shuffle(otherPairs(document, taken), random);
    const drawn = implied(document, rules).flatMap(({ r }, i): Fact[] =>
      i < free.length ? [{ h: free[i][0], t: free[i][1], r, evidence: [] }] : [],
    );
    return { ...document, facts: [...facts, ...drawn] };
  });
}

const otherPairs = ({ entities }: Document, taken: ReadonlySet<string>) =>
  entities.flatMap((_, h) =>
    entities.flatMap((__, t) => (h === t || taken.has(`${h} ${t}`) ? [] : [[h, t] as const])),
  );
