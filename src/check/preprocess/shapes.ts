import type { Batch } from "../../corpus/features/batch.js";
import { labelledPairs } from "../../corpus/features/pairs.js";
import type { Document } from "../../contract/corpus/document.js";
import type { LabelLayout } from "../../contract/layout.js";

/** [h0, t0, h1, t1, …] in twos. */
export const inPairs = (flat: Int32Array): number[][] =>
  Array.from({ length: flat.length / 2 }, (_, i) => [flat[2 * i], flat[2 * i + 1]]);

/** Label columns of each labelled pair, padded with 0 as the official reader pads them, and the mask. */
export function padded(
  document: Document,
  layout: LabelLayout,
): { labels: number[][]; mask: number[][] } {
  const rows = labelledPairs(document.facts ?? [], layout.columnOf).map((pair) => pair.columns);
  const width = Math.max(0, ...rows.map((row) => row.length));
  const pad = (row: readonly number[]): number[] => [
    ...row,
    ...Array.from({ length: width - row.length }, () => 0),
  ];
  return { labels: rows.map(pad), mask: rows.map((row) => pad(row.map(() => 1))) };
}

/** [row, column, value] of every label that is set. */
export function nonZero(batch: Batch): number[][] {
  const entries: number[][] = [];
  batch.labels.forEach((value, i) => {
    if (value !== 0) entries.push([Math.floor(i / batch.columns), i % batch.columns, value]);
  });
  return entries;
}

/** What the official collate function adds up: a repeated label counts as often as it occurs. */
export function withRepeats(
  document: Document,
  layout: LabelLayout,
  entries: number[][],
): number[][] {
  const pairs = labelledPairs(document.facts ?? [], layout.columnOf);
  return entries.map(([row, column, value]) => {
    const repeats = pairs.at(row)?.columns.filter((label) => label === column).length;
    return [row, column, repeats ?? value];
  });
}
