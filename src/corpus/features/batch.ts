import type { LabelLayout } from "../../contract/layout.js";
import type { Features } from "../../contract/corpus/document.js";

/** Id that fills a batch on the right, for BERT and RoBERTa alike (data-pipeline section 2). */
const PADDING = 0;

/** Documents side by side, ready to be shipped to tensors. */
export interface Batch {
  /** Documents. */
  readonly size: number;
  /** Pieces of the longest document. */
  readonly width: number;
  /** [size, width] */
  readonly inputIds: Int32Array;
  /** [size, width], 1 on pieces and 0 on padding. */
  readonly mask: Float32Array;
  /** Pieces of each document. */
  readonly lengths: readonly number[];
  /** Positions in each document, counted without the leading special token. */
  readonly entityPositions: readonly Features["entityPositions"][];
  /** Pairs of all documents, in batch order. */
  readonly rows: number;
  /** [rows, 2]: head and tail entity within the row's document. */
  readonly pairs: Int32Array;
  /** [rows]: the document of each row. */
  readonly pairDocument: Int32Array;
  readonly columns: number;
  /** [rows, columns], 0 or 1; column 0 is 1 on rows without relation, other threshold columns are 0 everywhere. */
  readonly labels: Float32Array;
  /** The documents themselves, with whatever a backbone asked for. */
  readonly features: readonly Features[];
}

/** Collates documents as the official code does (data-pipeline section 4). */
export function makeBatch(
  features: readonly Features[],
  layout: Pick<LabelLayout, "columns">,
): Batch {
  const size = features.length;
  const lengths = features.map(({ inputIds }) => inputIds.length);
  const width = Math.max(0, ...lengths);
  const inputIds = new Int32Array(size * width).fill(PADDING);
  const mask = new Float32Array(size * width);
  const rows = features.reduce((sum, { pairs }) => sum + pairs.length / 2, 0);
  const columns = layout.columns.length;
  const pairs = new Int32Array(rows * 2);
  const pairDocument = new Int32Array(rows);
  const labels = new Float32Array(rows * columns);
  let row = 0;
  features.forEach((document, index) => {
    inputIds.set(document.inputIds, index * width);
    mask.fill(1, index * width, index * width + document.inputIds.length);
    pairs.set(document.pairs, row * 2);
    const count = document.pairs.length / 2;
    pairDocument.fill(index, row, row + count);
    for (let pair = 0; pair < count; pair++, row++) {
      const relations = document.positives[pair] ?? [];
      for (const column of relations) labels[row * columns + column] = 1;
      if (relations.length === 0) labels[row * columns] = 1;
    }
  });
  const entityPositions = features.map((document) => document.entityPositions);
  return {
    size,
    width,
    inputIds,
    mask,
    lengths,
    entityPositions,
    rows,
    pairs,
    pairDocument,
    columns,
    labels,
    features,
  };
}
