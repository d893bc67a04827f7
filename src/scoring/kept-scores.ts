import { kthLargest } from "./kth-largest.js";
import type { ColumnLayout } from "./layout.js";

/**
 * The scores that are stored for each evaluation set: enough for any decoder with k ≤ `perSegment`,
 * at under a third of the size of all logits (100 columns) (design, section 5).
 */
export interface KeptScores {
  /** Pairs. */
  readonly rows: number;
  /** Relations kept in each segment and row: at least so many (ties), or all that it has. */
  readonly perSegment: number;
  /** [rows, segments]: every threshold logit. */
  readonly thresholds: Float32Array;
  /** [rows + 1]: the kept relations of row i are entries offsets[i] to offsets[i + 1] of the two arrays below. */
  readonly offsets: Uint32Array;
  /** Columns in the layout, ascending within a row. */
  readonly columns: Uint16Array;
  readonly logits: Float32Array;
  /**
   * The logit of every gold relation, kept among the best or not (see {@link goldLogits}); absent in files of before
   * they were kept.
   */
  readonly gold?: Float32Array;
  /**
   * Where the backbone gives evidence, [rows + 1]: the sentences of row i are entries evidenceOffsets[i] to
   * evidenceOffsets[i + 1] of `evidence`.
   */
  readonly evidenceOffsets?: Uint32Array;
  readonly evidence?: Uint16Array;
}

/**
 * Keeps every threshold logit and, in each segment, the best `perSegment` relations with all that tie with
 * the last of them; what is left out is therefore below everything kept in its segment. NaN is left out.
 *
 * @param logits [rows, columns], row-major.
 * @param perSegment at least 4 in stored files, the limit of the official decoders.
 */
export function keepScores(
  logits: Float32Array,
  rows: number,
  layout: ColumnLayout,
  perSegment = 4,
): KeptScores {
  const width = layout.columns.length;
  const thresholds = new Float32Array(rows * layout.segments.length);
  const offsets = new Uint32Array(rows + 1);
  const columns: number[] = [];
  const kept: number[] = [];
  const best = new Float32Array(perSegment);
  for (let row = 0; row < rows; row++) {
    layout.segments.forEach(({ start, end }, segment) => {
      const from = row * width;
      thresholds[row * layout.segments.length + segment] = logits[from + start]!;
      const least = kthLargest(logits, from + start + 1, from + end, best);
      for (let column = start + 1; column < end; column++) {
        const logit = logits[from + column];
        if (!(logit >= least)) continue;
        columns.push(column);
        kept.push(logit);
      }
    });
    offsets[row + 1] = columns.length;
  }
  return {
    rows,
    perSegment,
    thresholds,
    offsets,
    columns: Uint16Array.from(columns),
    logits: Float32Array.from(kept),
  };
}

/** Writes the kept scores of a row into `row`, [columns]; -Infinity where nothing was kept. */
export function fillRow(
  row: Float32Array,
  kept: KeptScores,
  index: number,
  { segments }: ColumnLayout,
): void {
  row.fill(-Infinity);
  segments.forEach(({ start }, segment) => {
    row[start] = kept.thresholds[index * segments.length + segment];
  });
  for (let entry = kept.offsets[index]; entry < kept.offsets[index + 1]; entry++) {
    row[kept.columns[entry]] = kept.logits[entry];
  }
}

/** Relations kept in each segment: the limit of the official decoders, and all there are. */
export function keptSizes({ segments }: Pick<ColumnLayout, "segments">): readonly number[] {
  return [4, Math.max(...segments.map(({ start, end }) => end - start))];
}

/** Puts the documents' scores one after the other, but for those of gold relations. */
export function joinScores(parts: readonly KeptScores[], perSegment: number): KeptScores {
  const rows = parts.reduce((sum, part) => sum + part.rows, 0);
  const offsets = new Uint32Array(rows + 1);
  let row = 0;
  for (const part of parts) {
    const before = offsets[row];
    for (let i = 1; i <= part.rows; i++) offsets[row + i] = before + part.offsets[i];
    row += part.rows;
  }
  return {
    rows,
    perSegment,
    thresholds: joined(
      Float32Array,
      parts.map(({ thresholds }) => thresholds),
    ),
    offsets,
    columns: joined(
      Uint16Array,
      parts.map(({ columns }) => columns),
    ),
    logits: joined(
      Float32Array,
      parts.map(({ logits }) => logits),
    ),
  };
}

function joined<T extends Float32Array | Uint16Array>(
  Type: new (length: number) => T,
  parts: readonly T[],
): T {
  const all = new Type(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
