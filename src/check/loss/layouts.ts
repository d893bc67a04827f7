import type { LabelLayout } from "../../contract/layout.js";

/**
 * The layout that a golden file describes by its numbers of columns; relations have no names there.
 *
 * @param segments half-open column ranges; null: one segment.
 */
export function goldenLayout(
  width: number,
  segments: readonly (readonly [number, number])[] | null = null,
  lambda = 1,
): LabelLayout {
  const ranges = (segments ?? [[0, width] as const]).map(([start, end]) => ({ start, end }));
  const thresholds = new Set(ranges.map(({ start }) => start));
  const columns = Array.from({ length: width }, (_, c) => (thresholds.has(c) ? null : `r${c}`));
  const columnOf = new Map(
    columns.flatMap((name, c) => (name === null ? [] : [[name, c] as const])),
  );
  return { columns, segments: ranges, lambda, columnOf };
}
