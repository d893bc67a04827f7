import type { Body } from "./bodies.js";
import { pathScore, pathsIn, type Follow } from "./paths.js";
import { transitions, type Margins } from "./truths.js";
import type { Triple } from "./triples.js";

/** How much the bodies of its rules hold for a pair of entities that a triple is for. */
export interface Instance {
  /** Index of the triple. */
  readonly triple: number;
  readonly x: number;
  readonly y: number;
  /** Indices of the bodies that hold at all, and how much each. */
  readonly bodies: readonly number[];
  readonly scores: readonly number[];
}

/** What a document says of each triple: pairs for which a body holds, and for all others the pairs' number alone. */
export interface DocumentScores {
  readonly entities: number;
  readonly instances: readonly Instance[];
  /** By triple: all pairs of its types, self pairs included. */
  readonly pairs: Int32Array;
}

/** The path scores of all rules in a document. */
export function documentScores(
  margins: Margins,
  types: readonly string[],
  triples: readonly Triple[],
  bodies: readonly (readonly Body[])[],
): DocumentScores {
  const { entities } = margins;
  const follow = pathsIn(transitions(margins), entities);
  const members = entitiesByType(types);
  const pairs = new Int32Array(triples.length);
  const instances: Instance[] = [];
  triples.forEach(({ head, tail }, triple) => {
    const [heads, tails] = [members.get(head), members.get(tail)];
    if (heads === undefined || tails === undefined) return;
    pairs[triple] = heads.length * tails.length;
    for (const x of heads) addInstances(instances, triple, x, tails, bodies[triple], follow);
  });
  return { entities, instances, pairs };
}

/** Adds what a triple's bodies say of x and each tail. Loops, since these are the most of a learner's time. */
function addInstances(
  instances: Instance[],
  triple: number,
  x: number,
  tails: readonly number[],
  bodies: readonly Body[],
  follow: Follow,
): void {
  const rows: Float64Array[] = [];
  const numbers: number[] = [];
  bodies.forEach((body, j) => {
    const row = follow(x, body);
    if (row === null) return;
    rows.push(row);
    numbers.push(j);
  });
  if (rows.length === 0) return;
  for (const y of tails) {
    const [held, scores]: number[][] = [[], []];
    for (let i = 0; i < rows.length; i++) {
      const score = pathScore(rows[i][y]);
      if (score === 0) continue;
      held.push(numbers[i]);
      scores.push(score);
    }
    if (held.length > 0) instances.push({ triple, x, y, bodies: held, scores });
  }
}

function entitiesByType(types: readonly string[]): ReadonlyMap<string, readonly number[]> {
  const members = new Map<string, number[]>();
  types.forEach((type, entity) => {
    members.set(type, [...(members.get(type) ?? []), entity]);
  });
  return members;
}
