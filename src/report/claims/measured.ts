import type { ClaimOperand } from "./claim.js";
import type { Term } from "./slots.js";

/** What our runs have for an operand. */
export type Measured =
  | {
      readonly kind: "seeds";
      readonly values: ReadonlyMap<number, number>;
      /** What other documents would have given; null where documents were not counted for this measure. */
      readonly documents: DocumentNoise | null;
    }
  /** Counted, without any noise. */
  | { readonly kind: "exact"; readonly value: number }
  /** No result yet. */
  | { readonly kind: "missing"; readonly why: string }
  /** The profile cannot have it, or no run of ours can. */
  | { readonly kind: "never"; readonly why: string };

export interface DocumentNoise {
  readonly documents: number;
  /** The score of each seed over resamples of the documents. */
  readonly resamples: (seed: number) => Float64Array;
}

/** What our runs have for each operand. */
export type Measures = (operand: ClaimOperand) => Measured;

/** Seeds that all of these operands have, so that they can be paired; null where nothing depends on seeds. */
export function commonSeeds(
  operands: readonly ClaimOperand[],
  measures: Measures,
): readonly number[] | null {
  let common: readonly number[] | null = null;
  for (const operand of operands) {
    const measured = measures(operand);
    if (measured.kind === "exact") continue;
    const values = measured.kind === "seeds" ? measured.values : new Map<number, number>();
    common = (common ?? [...values.keys()]).filter((seed) => values.has(seed));
  }
  return common;
}

/** The sum of the terms for a seed. @param terms of which all have that seed. */
export function sumForSeed(terms: readonly Term[], seed: number, measures: Measures): number {
  return terms.reduce(
    (sum, { operand, weight }) => sum + weight * valueFor(measures(operand), seed),
    0,
  );
}

function valueFor(measured: Measured, seed: number): number {
  if (measured.kind === "exact") return measured.value;
  return (measured.kind === "seeds" ? measured.values.get(seed) : undefined) ?? NaN;
}
