import type { BackboneBatch } from "../../../contract/backbone.js";

/**
 * The tables of entity pairs of a batch. Officially each is grid × grid, however few entities a document has, and all
 * its cells take part in every softmax. Rows beyond the entities of every document in the batch hold the same numbers,
 * and so do such columns: one row and one column stand for all of them, and as keys of the attention they count as
 * often as there are.
 */
export interface Tables {
  /** Rows of a table here: one for each entity of the document that has most, and one for those beyond. */
  readonly side: number;
  /** The pairs of each document, nested and with self pairs: what lies inside the tables. */
  readonly inside: Pick<BackboneBatch, "rows" | "pairs" | "pairDocument">;
  /** [documents · side²]: for each cell the pair that it holds, and for those of no pair the number of pairs. */
  readonly pairOf: Int32Array;
  /** [batch rows]: the cell of each pair that is scored. */
  readonly cellOf: Int32Array;
  /** [batch rows]: 0 for a pair of an entity with itself, 1 for all others. */
  readonly isPair: Float32Array;
  /** [documents, side]: how often a row, or column, counts. */
  readonly counts: Float32Array;
}

export function indexTables(batch: BackboneBatch, grid: number): Tables {
  const entities = batch.entityPositions.map((document) => document.length);
  const most = Math.max(...entities);
  const side = Math.max(grid, most) > most ? most + 1 : most;
  const square = side * side;
  const rows = entities.reduce((sum, n) => sum + n * n, 0);
  const pairs = new Int32Array(2 * rows);
  const pairDocument = new Int32Array(rows);
  const pairOf = new Int32Array(batch.size * square).fill(rows);
  const counts = new Float32Array(batch.size * side);
  let row = 0;
  entities.forEach((n, d) => {
    for (let h = 0; h < n; h++) {
      for (let t = 0; t < n; t++, row++) {
        pairs.set([h, t], 2 * row);
        pairDocument[row] = d;
        pairOf[d * square + h * side + t] = row;
      }
    }
    const own = Math.max(grid, n);
    for (let i = 0; i < Math.min(own, most); i++) counts[d * side + i] = 1;
    if (side > most) counts[d * side + most] = Math.max(0, own - most);
  });
  const cellOf = new Int32Array(batch.rows);
  const isPair = new Float32Array(batch.rows);
  for (let i = 0; i < batch.rows; i++) {
    const [h, t] = batch.pairs.subarray(2 * i, 2 * i + 2);
    cellOf[i] = batch.pairDocument[i] * square + h * side + t;
    isPair[i] = h === t ? 0 : 1;
  }
  return { side, inside: { rows, pairs, pairDocument }, pairOf, cellOf, isPair, counts };
}

/** Makes a key that counts n times in a softmax, by addition to its score; none at all for 0. */
const NEVER = -1e9;

/** [documents, side]: what the scores of the tables' rows and columns are increased by. */
export const keyBias = ({ counts }: Tables): Float32Array =>
  counts.map((count) => (count === 0 ? NEVER : Math.log(count)));
