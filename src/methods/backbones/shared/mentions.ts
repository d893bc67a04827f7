import type { BackboneBatch } from "../../../contract/backbone.js";

/** Where a batch's entities find their mentions. Entities of all documents share one grid, [documents, entities]. */
export interface MentionIndex {
  /** Entities of the document that has most; the others' places are empty. */
  readonly entities: number;
  /** For each document the kept positions, entity by entity. */
  readonly positions: readonly (readonly number[])[];
  /** Mentions of the entity that has most. */
  readonly most: number;
  /** [places, most]: rows of the hidden states, document · width + position; 0 where there is none. */
  readonly hiddenRows: Int32Array;
  /** [places, most]: 1 where there is a mention. */
  readonly present: Float32Array;
  /** [places, kept mentions]: 1 / number of the entity's mentions, the weights of the mean attention. */
  readonly shares: Float32Array;
  readonly mentions: number;
}

/**
 * A mention stands at its opening marker, position start + 1 (the leading special token), and is kept when that is
 * below the padded width (data-pipeline section 2, "Mentions beyond the cut").
 */
export function indexMentions({
  size,
  width,
  entityPositions,
}: Pick<BackboneBatch, "size" | "width" | "entityPositions">): MentionIndex {
  const kept = entityPositions.map((entities) =>
    entities.map((spans) => spans.map(([start]) => start + 1).filter((at) => at < width)),
  );
  const entities = Math.max(1, ...kept.map((document) => document.length));
  const most = Math.max(1, ...kept.flat().map((positions) => positions.length));
  const mentions = kept.flat(2).length;
  const places = size * entities;
  const hiddenRows = new Int32Array(places * most);
  const present = new Float32Array(places * most);
  const shares = new Float32Array(places * mentions);
  let mention = 0;
  kept.forEach((document, d) => {
    document.forEach((positions, e) => {
      const place = d * entities + e;
      positions.forEach((position, m) => {
        hiddenRows[place * most + m] = d * width + position;
        present[place * most + m] = 1;
        shares[place * mentions + mention++] = 1 / positions.length;
      });
    });
  });
  const positions = kept.map((document) => document.flat());
  return { entities, positions, most, hiddenRows, present, shares, mentions };
}

/** Which entities a batch's pairs join, in the grid of {@link MentionIndex}. */
export interface PairIndex {
  /** [rows] */
  readonly heads: Int32Array;
  /** [rows] */
  readonly tails: Int32Array;
  /** [unordered pairs]: place in [documents, entities, entities]. */
  readonly contexts: Int32Array;
  /** [rows]: which of `contexts` belongs to the row. (h, t) and (t, h) share their context. */
  readonly context: Int32Array;
}

export function indexPairs(
  { rows, pairs, pairDocument }: Pick<BackboneBatch, "rows" | "pairs" | "pairDocument">,
  entities: number,
): PairIndex {
  const heads = new Int32Array(rows);
  const tails = new Int32Array(rows);
  const context = new Int32Array(rows);
  const known = new Map<number, number>();
  for (let row = 0; row < rows; row++) {
    const document = pairDocument[row];
    const h = pairs[2 * row];
    const t = pairs[2 * row + 1];
    heads[row] = document * entities + h;
    tails[row] = document * entities + t;
    const place = (document * entities + Math.min(h, t)) * entities + Math.max(h, t);
    const index = known.get(place) ?? known.size;
    known.set(place, index);
    context[row] = index;
  }
  return { heads, tails, contexts: Int32Array.from(known.keys()), context };
}
