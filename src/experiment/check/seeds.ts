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
      ...fixOf(text),
    });
  }
  return seeds;
}

/** What a list with other marks between its numbers, or a short range, was probably meant to be. */
function fixOf(text: string): { readonly fix?: string } {
  const range = /^\s*(\d{1,9})\s*(?:-|\.\.+|:)\s*(\d{1,9})\s*$/.exec(text);
  const [from, to] = range === null ? [0, -1] : [Number(range[1]), Number(range[2])];
  const listed = /^[\s[({]*\d{1,9}(?:[\s,;|+&]+\d{1,9})*[\s\])},;]*$/.test(text)
    ? (text.match(/\d+/g) ?? []).map(Number)
    : Array.from({ length: to - from < 20 ? Math.max(0, to - from + 1) : 0 }, (_, at) => from + at);
  const seeds = [...new Set(listed)];
  return seeds.length === 0 ? {} : { fix: `--seeds ${seeds.join(",")}` };
}
