import { groupBy } from "../../base/group-by.js";
import type { FactSets } from "./facts.js";

/** A relation that was missed where another, or the same the other way round, was predicted wrongly. */
export interface Confusion {
  /** Gold, and not predicted. */
  readonly gold: string;
  /** Predicted, and not gold. */
  readonly predicted: string;
  /** Whether it was predicted with head and tail exchanged. */
  readonly exchanged: boolean;
  readonly count: number;
}

const pairOf = (document: number, h: number, t: number): string => `${document} ${h} ${t}`;

/** Pairs of relations that were taken for each other, the most frequent first. */
export function confusionsOf({
  gold,
  submitted,
  isCorrect,
  isFound,
}: FactSets): readonly Confusion[] {
  const wrong = groupBy(
    submitted.filter((fact) => !isCorrect(fact)),
    ({ document, h, t }) => pairOf(document, h, t),
  );
  const counts = new Map<string, Confusion>();
  const add = (missed: string, predicted: string, exchanged: boolean): void => {
    const key = `${missed}\t${predicted}\t${exchanged}`;
    const count = (counts.get(key)?.count ?? 0) + 1;
    counts.set(key, { gold: missed, predicted, exchanged, count });
  };
  for (const fact of gold) {
    if (isFound(fact)) continue;
    const { document, h, t, r } = fact;
    for (const each of wrong.get(pairOf(document, h, t)) ?? []) add(r, each.r, false);
    if (h === t) continue;
    for (const each of wrong.get(pairOf(document, t, h)) ?? []) if (each.r === r) add(r, r, true);
  }
  return [...counts.values()].sort(
    (a, b) =>
      b.count - a.count || (`${a.gold} ${a.predicted}` < `${b.gold} ${b.predicted}` ? -1 : 1),
  );
}
