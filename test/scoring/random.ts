import fc from "fast-check";
import type { ColumnLayout } from "../../src/scoring/layout.js";
import type { ThresholdDecoder } from "../../src/contract/decoder.js";

/** Rows of logits in a random layout; few different values, so that ties are common. */
export interface RandomLogits {
  readonly layout: ColumnLayout;
  readonly rows: number;
  readonly logits: Float32Array;
}

const value = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: -12, max: 12 }).map((step) => step / 4) },
  { weight: 1, arbitrary: fc.constantFrom(Number.NaN, Infinity, -Infinity) },
);

/** @param finite whether NaN and infinities are left out. */
export const randomLogits = (finite = false): fc.Arbitrary<RandomLogits> =>
  fc
    .tuple(
      fc.array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 4 }),
      fc.integer({ min: 1, max: 4 }),
      fc.integer({ min: 1, max: 8 }),
    )
    .chain(([sizes, rows, lambda]) => {
      const columns: (string | null)[] = [];
      const segments = sizes.map((size) => {
        const start = columns.length;
        columns.push(null);
        for (let i = 0; i < size; i++) columns.push(`r${start + i}`);
        return { start, end: columns.length };
      });
      const count = rows * columns.length;
      const entry = finite ? value.filter(Number.isFinite) : value;
      return fc.array(entry, { minLength: count, maxLength: count }).map((values) => ({
        layout: { segments, columns, lambda: lambda / 2 },
        rows,
        logits: Float32Array.from(values),
      }));
    });

export const randomDecoder = (
  k: fc.Arbitrary<number> = fc.integer({ min: 0, max: 6 }),
): fc.Arbitrary<ThresholdDecoder> =>
  fc.record({
    rule: fc.constantFrom("th" as const, "zero" as const),
    k,
    threshold: fc.constantFrom("raw" as const, "averaged" as const),
    factor: fc.constantFrom(1, 0.5, 0.875, 2),
  });
