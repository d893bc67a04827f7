import { sha256 } from "../../base/canonical.js";
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
  /** What changes with anything that a seed's score and its resamples rest on; null where nothing tells. */
  readonly content: (seed: number) => string | null;
}

/** Numbers that take long to find, by what they rest on. */
export interface KeptNumbers {
  readonly recall: (key: string) => number | undefined;
  readonly keep: (key: string, value: number) => void;
}

export const NOTHING_KEPT: KeptNumbers = { recall: () => undefined, keep: () => undefined };

/** Raised by hand whenever resamples, or what is computed of them, change. */
const RESAMPLING_VERSION = 1;

/**
 * What a number rests on that is computed of sums of values and their resamples; null where that is not known of all.
 * @param what is computed, in words that also say with which settings.
 */
export function contentKey(
  what: string,
  sums: readonly (readonly Term[])[],
  seeds: readonly number[],
  measures: Measures,
): string | null {
  const parts: unknown[] = [RESAMPLING_VERSION, what];
  for (const terms of sums) {
    for (const { operand, weight } of terms) {
      const measured = measures(operand);
      if (measured.kind !== "seeds" || measured.documents === null) return null;
      const { content } = measured.documents;
      const contents = seeds.map(content);
      if (contents.includes(null)) return null;
      parts.push([weight, ...contents]);
    }
    parts.push("");
  }
  return sha256(JSON.stringify(parts));
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
