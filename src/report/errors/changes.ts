import type { Counts, ErrorGroup } from "./group.js";

/** A document or a relation as two groups of runs have it; counts are means over the runs of each. */
export interface Changed {
  readonly name: string;
  readonly gold: number;
  readonly a: Side;
  readonly b: Side;
  /** Errors of a minus those of b: above 0, b gains. */
  readonly gain: number;
}

export interface Side {
  readonly correct: number;
  readonly wrong: number;
  readonly missed: number;
  /** In percent; 0 of nothing. */
  readonly f1: number;
}

/** Two groups of runs on one set, document by document and relation by relation. */
export interface ErrorChanges {
  readonly set: string;
  /** The largest gains first; by number, from 1; null where a side has no counts of documents. */
  readonly documents: readonly Changed[] | null;
  /** The largest changes of either sign first. */
  readonly relations: readonly Changed[];
}

/** Where one group of runs errs less or more than another. @param a and b: of one set. */
export function errorChanges(a: ErrorGroup, b: ErrorGroup): ErrorChanges {
  const [left, right] = [a.documents, b.documents];
  const isAlike = left !== null && right !== null && left.length === right.length;
  const names = [...new Set([...Object.keys(a.relations), ...Object.keys(b.relations)])];
  const none: Counts = [0, 0, 0];
  return {
    set: a.set,
    documents: isAlike
      ? left
          .map((own, at) => changed(String(at + 1), [own, a.runs], [right[at], b.runs]))
          .sort((one, other) => other.gain - one.gain)
      : null,
    relations: names
      .map((name) =>
        changed(name, [a.relations[name] ?? none, a.runs], [b.relations[name] ?? none, b.runs]),
      )
      .sort((one, other) => Math.abs(other.gain) - Math.abs(one.gain)),
  };
}

type Summed = readonly [counts: Counts, runs: number];

function changed(name: string, a: Summed, b: Summed): Changed {
  const [left, right] = [sideOf(a), sideOf(b)];
  const [[goldOfA], [goldOfB]] = [a[0], b[0]];
  return {
    name,
    gold: Math.max(goldOfA / a[1], goldOfB / b[1]),
    a: left,
    b: right,
    gain: left.wrong + left.missed - right.wrong - right.missed,
  };
}

function sideOf([[gold, submitted, correct], runs]: Summed): Side {
  return {
    correct: correct / runs,
    wrong: (submitted - correct) / runs,
    missed: (gold - correct) / runs,
    f1: gold + submitted === 0 ? 0 : (200 * correct) / (gold + submitted),
  };
}
