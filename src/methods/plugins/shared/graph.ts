import type { LabelledDocument } from "./facts.js";

/** A document's entities, with what leads from each to which. */
export interface Graph {
  /** By relation, "h t". */
  readonly byRelation: ReadonlyMap<number, ReadonlySet<string>>;
  readonly from: ReadonlyMap<number, readonly (readonly [relation: number, to: number])[]>;
  /** Relations of "h t". */
  readonly of: ReadonlyMap<string, ReadonlySet<number>>;
}

/** A document's labels with their inverses, R + r, each once. */
export function graphOf({ facts }: LabelledDocument, relations: number): Graph {
  const byRelation = new Map<number, Set<string>>();
  const from = new Map<number, (readonly [number, number])[]>();
  const of = new Map<string, Set<number>>();
  const add = (h: number, relation: number, t: number): void => {
    const key = `${h} ${t}`;
    const known = of.get(key) ?? new Set();
    if (known.has(relation)) return;
    of.set(key, known.add(relation));
    byRelation.set(relation, (byRelation.get(relation) ?? new Set()).add(key));
    from.set(h, [...(from.get(h) ?? []), [relation, t]]);
  };
  for (const { h, t, relation } of facts) {
    if (h === t) continue;
    add(h, relation, t);
    add(t, relations + relation, h);
  }
  return { byRelation, from, of };
}
