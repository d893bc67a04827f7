import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { projectRoot } from "../../src/base/root.js";
import type { ThresholdDecoder } from "../../src/contract/decoder.js";
import { decode } from "../../src/scoring/decode.js";
import { passing } from "../../src/scoring/decoders/thresholds.js";
import type { ColumnLayout } from "../../src/scoring/layout.js";
import { randomDecoder, randomLogits } from "./random.js";

interface GoldenCase {
  readonly name: string;
  readonly params: {
    readonly mode: string;
    readonly numLabels: number;
    readonly segments?: readonly (readonly [number, number])[];
  };
  readonly logits: readonly (readonly number[])[];
  readonly decoded: readonly (readonly number[])[];
}

const golden = JSON.parse(
  readFileSync(join(projectRoot(), "test/golden/losses/Decode.json"), "utf8"),
) as { readonly cases: readonly GoldenCase[] };

/** The rules of losses.md section 3 as they are written there, by sorting. */
function naive(
  row: readonly number[],
  { segments, lambda }: ColumnLayout,
  { rule, k, threshold, factor }: ThresholdDecoder,
): number[] {
  const slots = segments.map(({ start }) => row[start]);
  const averaged = slots.reduce((sum, slot) => sum + slot, 0) / lambda;
  const predicted = row.map(() => 0);
  for (const { start, end } of segments) {
    const raw = threshold === "raw" ? row[start] : averaged;
    const limit = rule === "zero" ? 0 : factor * raw;
    const sorted = row
      .slice(start, end)
      .filter((logit) => !Number.isNaN(logit))
      .sort((a, b) => b - a);
    const least = k > 0 && k <= sorted.length ? sorted[k - 1] : -Infinity;
    for (let column = start + 1; column < end; column++) {
      predicted[column] = row[column] > limit && row[column] >= least ? 1 : 0;
    }
  }
  predicted[0] = predicted.includes(1) ? 0 : 1;
  return predicted;
}

const rowsOf = (values: Float32Array | Uint8Array, width: number): number[][] =>
  Array.from({ length: values.length / width }, (_, row) =>
    Array.from(values.subarray(row * width, (row + 1) * width)),
  );

const plain: ThresholdDecoder = { rule: "th", k: 4, threshold: "raw", factor: 1 };

describe("score/decode: golden decoding of the official code", () => {
  for (const { name, params, logits, decoded } of golden.cases) {
    it(name, () => {
      const width = logits[0].length;
      const segments = (params.segments ?? [[0, width]]).map(([start, end]) => ({ start, end }));
      const slots = new Set(segments.map(({ start }) => start));
      const columns = logits[0].map((_, column) => (slots.has(column) ? null : `r${column}`));
      const layout = { segments, columns, lambda: segments.length };
      const rule = params.mode.startsWith("th") ? "th" : "zero";
      const spec: ThresholdDecoder = { ...plain, rule, k: params.numLabels };
      const flat = Float32Array.from(logits.flat());
      const marks = rowsOf(passing(flat, logits.length, layout, spec), width);
      // Official rows, but for column 0, which each repository fills by a rule of its own.
      assert.deepEqual(
        marks.map((row) => row.slice(1)),
        decoded.map((row) => row.slice(1)),
      );
      const relations = rowsOf(decode(flat, logits.length, layout, spec), width);
      relations.forEach((row, index) => {
        const wanted = decoded[index].map((mark, column) => (slots.has(column) ? 0 : mark));
        assert.deepEqual(row.slice(1), wanted.slice(1));
        assert.equal(row[0], wanted.slice(1).includes(1) ? 0 : 1);
      });
    });
  }
});

describe("score/decode: properties", () => {
  it("agrees with the rules as they are written, ties, NaN and infinities included", () => {
    fc.assert(
      fc.property(randomLogits(), randomDecoder(), ({ layout, rows, logits }, decoder) => {
        const width = layout.columns.length;
        const got = rowsOf(decode(logits, rows, layout, decoder), width);
        const want = rowsOf(logits, width).map((row) => naive(row, layout, decoder));
        assert.deepEqual(got, want);
      }),
      { numRuns: 1000 },
    );
  });

  it("does not change when all logits move together, for a raw threshold", () => {
    fc.assert(
      fc.property(randomLogits(true), fc.integer({ min: -9, max: 9 }), (random, shift) => {
        const { layout, rows, logits } = random;
        const moved = logits.map((logit) => logit + shift);
        assert.deepEqual(decode(moved, rows, layout, plain), decode(logits, rows, layout, plain));
      }),
    );
  });

  it("does not depend on the order of the relations inside a segment", () => {
    fc.assert(
      fc.property(randomLogits(), randomDecoder(), ({ layout, rows, logits }, decoder) => {
        const width = layout.columns.length;
        const mirrored = new Map<number, number>();
        for (const { start, end } of layout.segments) {
          mirrored.set(start, start);
          for (let column = start + 1; column < end; column++) {
            mirrored.set(column, start + end - column);
          }
        }
        const mirror = <T extends Float32Array | Uint8Array>(values: T): T =>
          values.map((_, index) => {
            const column = index % width;
            return values[index - column + mirrored.get(column)!];
          }) as T;
        assert.deepEqual(
          decode(mirror(logits), rows, layout, decoder),
          mirror(decode(logits, rows, layout, decoder)),
        );
      }),
    );
  });

  it("decodes each pair by itself", () => {
    fc.assert(
      fc.property(randomLogits(), randomDecoder(), ({ layout, rows, logits }, decoder) => {
        const width = layout.columns.length;
        const all = rowsOf(decode(logits, rows, layout, decoder), width);
        const single = rowsOf(logits, width).map((row) =>
          Array.from(decode(Float32Array.from(row), 1, layout, decoder)),
        );
        assert.deepEqual(single, all);
      }),
    );
  });

  it("never loses a relation when k grows, and has no limit at k = 0", () => {
    fc.assert(
      fc.property(
        randomLogits(),
        randomDecoder(fc.integer({ min: 1, max: 6 })),
        ({ layout, rows, logits }, decoder) => {
          const narrow = decode(logits, rows, layout, decoder);
          const wide = decode(logits, rows, layout, { ...decoder, k: decoder.k + 1 });
          const free = decode(logits, rows, layout, { ...decoder, k: 0 });
          layout.columns.forEach((relation, column) => {
            if (relation === null) return;
            for (let i = column; i < logits.length; i += layout.columns.length) {
              assert.ok(narrow[i] <= wide[i] && wide[i] <= free[i]);
            }
          });
        },
      ),
    );
  });

  it("averages to the raw threshold where all slots are equal and lambda is their number", () => {
    fc.assert(
      fc.property(randomLogits(true), ({ layout, rows, logits }) => {
        const equal = logits.slice();
        for (let from = 0; from < equal.length; from += layout.columns.length) {
          for (const { start } of layout.segments) equal[from + start] = 0.5;
        }
        const even = { ...layout, lambda: layout.segments.length };
        assert.deepEqual(
          decode(equal, rows, even, { ...plain, threshold: "averaged" }),
          decode(equal, rows, even, plain),
        );
      }),
    );
  });
});

describe("score/decode: behaviour", () => {
  const layout: ColumnLayout = {
    segments: [
      { start: 0, end: 3 },
      { start: 3, end: 5 },
    ],
    columns: [null, "a", "b", null, "c"],
    lambda: 4,
  };
  const decodeRow = (row: number[], decoder: Partial<ThresholdDecoder> = {}): number[] =>
    Array.from(decode(Float32Array.from(row), 1, layout, { ...plain, ...decoder }));

  it("is strict at the threshold and uses each segment's own slot", () => {
    assert.deepEqual(decodeRow([1, 1, 1.5, -2, -1]), [0, 0, 1, 0, 1]);
    assert.deepEqual(decodeRow([1, 1, 1, 3, 3]), [1, 0, 0, 0, 0]);
  });

  it("divides the sum of the slots by lambda, and multiplies by the factor", () => {
    assert.deepEqual(decodeRow([2, 1, 1.5, 3, 1.25], { threshold: "averaged" }), [0, 0, 1, 0, 0]);
    const half = { threshold: "averaged", factor: 0.5 } as const;
    assert.deepEqual(decodeRow([2, 1, 0.5, 3, 0.75], half), [0, 1, 0, 0, 1]);
  });

  it("predicts nothing where the threshold is not a number", () => {
    assert.deepEqual(decodeRow([NaN, 9, 9, -2, -1]), [0, 0, 0, 0, 1]);
    assert.deepEqual(decodeRow([0, 9, 9, NaN, 9], { threshold: "averaged" }), [1, 0, 0, 0, 0]);
  });

  it("refuses logits that are not rows × columns", () => {
    assert.throws(() => decode(new Float32Array(9), 2, layout, plain), /2 × 5 logits, got 9/);
  });
});
