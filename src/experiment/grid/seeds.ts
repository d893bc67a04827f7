import { badInput } from "../../base/errors.js";

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
