import { badInput } from "../../../base/errors.js";
import type { BackboneBatch } from "../../../contract/backbone.js";

/** Which context stands in each cell of the grids of a batch. */
export interface GridIndex {
  readonly side: number;
  /** Places in [documents, entities, entities] of the contexts that are needed: those of unordered pairs. */
  readonly contexts: Int32Array;
  /** [documents · side · side]: which of `contexts`. */
  readonly cells: Int32Array;
  /** [rows]: the cell of each pair. */
  readonly pairs: Int32Array;
}

type Entities = Pick<BackboneBatch, "size" | "entityPositions" | "features">;

/**
 * Cell (i, j) holds the context of entities i and j, the diagonal included. Official quirk: the list of entities is
 * filled up to the grid's side with copies of the document's last one, not with zeros, so that the rows and columns
 * from there on are all equal, and each context is computed once.
 *
 * @param entities of the document that has most: how the places of contexts are counted.
 * @throws AmtlError (2) for a document with more entities than the grid has rows.
 */
export function indexGrid(
  batch: Entities & Pick<BackboneBatch, "rows" | "pairs" | "pairDocument">,
  entities: number,
  side: number,
): GridIndex {
  const { size, rows, pairs, pairDocument } = batch;
  checkEntities(batch, side);
  const places = new Map<number, number>();
  const cells = new Int32Array(size * side * side);
  for (let d = 0; d < size; d++) {
    const last = Math.max(0, batch.entityPositions[d].length - 1);
    for (let i = 0; i < side; i++) {
      for (let j = 0; j < side; j++) {
        const [a, b] = [Math.min(i, j, last), Math.min(Math.max(i, j), last)];
        const place = (d * entities + a) * entities + b;
        const context = places.get(place) ?? places.size;
        places.set(place, context);
        cells[(d * side + i) * side + j] = context;
      }
    }
  }
  const ofPair = (_: unknown, row: number): number =>
    (pairDocument[row] * side + pairs[2 * row]) * side + pairs[2 * row + 1];
  return {
    side,
    contexts: Int32Array.from(places.keys()),
    cells,
    pairs: Int32Array.from({ length: rows }, ofPair),
  };
}

function checkEntities({ entityPositions, features }: Entities, side: number): void {
  entityPositions.forEach(({ length }, d) => {
    if (length <= side) return;
    throw badInput("Document has more entities than the grid has rows", {
      where: features[d]?.title ?? `document ${d} of its batch`,
      expected: `at most ${side} entities`,
      got: `${length}`,
      fix: `give the largest number of entities of all documents: --set grid=${length}`,
    });
  });
}
