import type { BackboneBatch } from "../../../contract/backbone-pass.js";

/** Where a document's ordered pairs stand in its square of entities, and back. */
export interface Cells {
  readonly entities: number;
  /** [entities²]: the row of the pair (x, y) at x · entities + y; the number of all rows where there is none. */
  readonly rowOf: Int32Array;
  /** The same of the reversed pair (y, x). */
  readonly reversed: Int32Array;
}

/** The squares of a batch's documents, and the cell of each row counted through all of them. */
export interface Squares {
  readonly documents: readonly Cells[];
  readonly cellOf: Int32Array;
}

/** Self pairs have a cell and no row: nothing follows from them (spec/plugins.md 2, step 1). */
export function squaresOf({
  size,
  rows,
  pairs,
  pairDocument,
  entityPositions,
}: Pick<BackboneBatch, "size" | "rows" | "pairs" | "pairDocument" | "entityPositions">): Squares {
  const offsets = [0];
  const documents = Array.from({ length: size }, (_, document): Cells => {
    const entities = entityPositions[document].length;
    offsets.push(offsets[document] + entities ** 2);
    const [rowOf, reversed] = [0, 0].map(() => new Int32Array(entities ** 2).fill(rows));
    return { entities, rowOf, reversed };
  });
  const cellOf = new Int32Array(rows);
  for (let row = 0; row < rows; row++) {
    const [x, y, document] = [pairs[2 * row], pairs[2 * row + 1], pairDocument[row]];
    const { entities, rowOf, reversed } = documents[document];
    cellOf[row] = offsets[document] + x * entities + y;
    if (x === y) continue;
    rowOf[x * entities + y] = row;
    reversed[y * entities + x] = row;
  }
  return { documents, cellOf };
}
