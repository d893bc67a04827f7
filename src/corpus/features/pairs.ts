import type { Fact, PairOrder } from "../../contract/corpus/document.js";

export interface LabelledPair {
  readonly h: number;
  readonly t: number;
  /** Columns of its labels in label order; a repeated label repeats its column, as in the official reader. */
  readonly columns: readonly number[];
}

/**
 * Groups facts by pair, in the order in which pairs first occur. Facts whose relation has no column are passed
 * over: a smaller label space does not know them.
 */
export function labelledPairs(
  facts: readonly Fact[],
  columnOf: ReadonlyMap<string, number>,
): LabelledPair[] {
  const pairs = new Map<string, { h: number; t: number; columns: number[] }>();
  for (const { h, t, r } of facts) {
    const column = columnOf.get(r);
    if (column === undefined) continue;
    const key = `${h} ${t}`;
    const pair = pairs.get(key);
    if (pair === undefined) pairs.set(key, { h, t, columns: [column] });
    else pair.columns.push(column);
  }
  return [...pairs.values()];
}

export interface OrderedPairs {
  /** [h0, t0, h1, t1, …] */
  readonly pairs: Int32Array;
  /** Distinct columns of the first pairs; pairs beyond have none. */
  readonly positives: readonly (readonly number[])[];
}

/**
 * All pairs of a document's entities (data-pipeline section 3). Under "official" a labelled self pair is a row of
 * its own, which gives N(N−1)+1 rows, as in xhm-code/AMTL. A repeated label counts once: the official collate
 * function makes it a 2, which breaks its losses, so this defect is not kept.
 */
export function orderPairs(
  entities: number,
  labelled: readonly LabelledPair[],
  order: PairOrder,
): OrderedPairs {
  const distinct = (pair: LabelledPair | undefined) => [...new Set(pair?.columns)];
  const byPair = new Map(labelled.map((pair) => [pair.h * entities + pair.t, pair]));
  const flat: number[] = order === "official" ? labelled.flatMap(({ h, t }) => [h, t]) : [];
  const positives = order === "official" ? labelled.map(distinct) : [];
  for (let h = 0; h < entities; h++) {
    for (let t = 0; t < entities; t++) {
      const pair = byPair.get(h * entities + t);
      if (order === "all") {
        flat.push(h, t);
        positives.push(h === t ? [] : distinct(pair));
      } else if (h !== t && pair === undefined) {
        flat.push(h, t);
      }
    }
  }
  return { pairs: Int32Array.from(flat), positives };
}
