import { badInput } from "../../base/errors.js";

/** @throws AmtlError (2) unless these are different whole numbers below 2^31, at least one. */
export function checkSeeds(seeds: readonly number[], file: string): void {
  const sound = seeds.every((seed) => Number.isInteger(seed) && seed >= 0 && seed < 2 ** 31);
  if (!sound || seeds.length === 0 || new Set(seeds).size !== seeds.length) {
    throw badInput("Invalid seeds", {
      where: `${file}, seeds`,
      expected: "different whole numbers from 0 to 2147483647, at least one",
      got: JSON.stringify(seeds),
    });
  }
}

/** `--seeds 5,42`. @throws AmtlError (2) unless the text is a list of different whole numbers. */
export function parseSeeds(text: string): readonly number[] {
  const seeds = text.split(",").map((part) => (/^\d{1,9}$/.test(part.trim()) ? Number(part) : NaN));
  if (seeds.some(Number.isNaN) || new Set(seeds).size !== seeds.length) {
    throw badInput("Invalid seeds", {
      where: "--seeds",
      expected: "different whole numbers joined by commas, such as 5,42",
      got: text,
    });
  }
  return seeds;
}
