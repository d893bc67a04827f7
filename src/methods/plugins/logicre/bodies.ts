import { graphOf, type Graph } from "../shared/graph.js";
import { tripleKey, type Triple, type TypedDocument } from "./triples.js";

/** Atoms of a body, padded to this many with identity. */
export const DEPTH = 3;

/** A path from x to y: relations 1 to R, inverses R + r; identity is 2R + 1. */
export type Body = readonly number[];

/** The number of the atom that holds between an entity and itself alone, of R relations. */
export const identityOf = (relations: number): number => 2 * relations + 1;

export const padded = (body: Body, relations: number, depth = DEPTH): Body =>
  Array.from({ length: depth }, (_, i) => body[i] ?? identityOf(relations));

/** How likely bodies are, by their key. */
export type Shares = Map<string, number>;

export const bodyKey = (body: Body): string => body.join(" ");
export const bodyOf = (key: string): Body => key.split(" ").map(Number);

/**
 * The bodies that labels show of each triple, and their shares (spec/plugins.md 4.2): every path of labels or inverses that
 * meets no entity twice, counted once a fact, the fact's own relation included.
 *
 * @param depth the most atoms of a path.
 * @returns by triple, padded.
 */
export function minedBodies(
  documents: readonly TypedDocument[],
  triples: readonly Triple[],
  relations: number,
  depth = DEPTH,
): readonly Shares[] {
  const numbers = new Map(triples.map((triple, k) => [tripleKey(triple), k]));
  const shares = triples.map((): Shares => new Map());
  for (const document of documents) {
    const graph = graphOf(document, relations);
    for (const { h, t, relation } of unique(document)) {
      const triple = { relation, head: document.types[h], tail: document.types[t] };
      const own = shares[numbers.get(tripleKey(triple))!];
      for (const key of pathsBetween(graph, h, t, relations, depth))
        own.set(key, (own.get(key) ?? 0) + 1);
    }
  }
  return shares.map(normalized);
}

function unique({ facts }: TypedDocument): TypedDocument["facts"] {
  return [...new Map(facts.map((fact) => [`${fact.h} ${fact.relation} ${fact.t}`, fact])).values()];
}

function pathsBetween(
  graph: Graph,
  x: number,
  y: number,
  relations: number,
  depth: number,
): Set<string> {
  const found = new Set<string>();
  const visited = [x];
  const body: number[] = [];
  const follow = (at: number): void => {
    for (const [relation, to] of graph.from.get(at) ?? []) {
      if (visited.includes(to)) continue;
      body.push(relation);
      if (to === y) found.add(bodyKey(padded(body, relations, depth)));
      else if (body.length < depth) {
        visited.push(to);
        follow(to);
        visited.pop();
      }
      body.pop();
    }
  };
  follow(x);
  return found;
}

/** Numbers that add up to 1, as they are kept: in 32 bits. */
export function normalized(counts: Shares): Shares {
  const sum = [...counts.values()].reduce((total, count) => total + count, 0);
  return new Map([...counts].map(([key, count]) => [key, Math.fround(count / sum)]));
}
