import type { GroupFacts, SetFacts } from "./facts.js";

/** A fact of a document, and how many runs of each side predicted it. */
export interface FactChange {
  readonly isGold: boolean;
  readonly head: string;
  readonly relation: string;
  readonly tail: string;
  readonly a: number;
  readonly b: number;
}

/** A document as two groups of runs have it. */
export interface DocumentChanges {
  /** Gold facts that the sides do not find equally often, those that b finds more often first; then what is wrong. */
  readonly changes: readonly FactChange[];
  /** Gold facts that both find equally often: always, never, and at times. */
  readonly alike: { readonly found: number; readonly missed: number; readonly others: number };
}

/** Which facts of a document two groups of runs find, and what each predicts wrongly. @param at its place, from 0. */
export function factChanges(
  { documents, relations }: SetFacts,
  a: GroupFacts,
  b: GroupFacts,
  at: number,
): DocumentChanges {
  const { gold, facts, names } = documents[at];
  // A wrong prediction may be of an entity that is not there, also of -1.
  const entity = (index: number): string =>
    (index < 0 ? undefined : names?.at(index)) ?? `entity ${index}`;
  const all = Array.from({ length: facts.length / 3 }, (_, place): FactChange => {
    const [head, relation, tail] = facts.slice(3 * place, 3 * place + 3);
    return {
      isGold: place < gold,
      ...{ head: entity(head), relation: relations[relation], tail: entity(tail) },
      a: a.predicted[at][place] ?? 0,
      b: b.predicted[at][place] ?? 0,
    };
  });
  const gain = (fact: FactChange): number => fact.b / b.runs - fact.a / a.runs;
  const [isGold, isWrong] = [true, false].map((side) => all.filter((fact) => fact.isGold === side));
  const alike = isGold.filter((fact) => gain(fact) === 0);
  return {
    changes: [
      ...isGold.filter((fact) => gain(fact) !== 0).sort((x, y) => gain(y) - gain(x)),
      ...isWrong.filter((fact) => fact.a + fact.b > 0).sort((x, y) => gain(x) - gain(y)),
    ],
    alike: {
      found: alike.filter((fact) => fact.a === a.runs).length,
      missed: alike.filter((fact) => fact.a === 0).length,
      others: alike.filter((fact) => fact.a > 0 && fact.a < a.runs).length,
    },
  };
}
