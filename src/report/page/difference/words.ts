import type { NumberDifference } from "./parts.js";

/** What a table of differences says of the noise of each; empty: the number has no noise. */
export const NOISE_WORDS: Readonly<Record<NumberDifference["noise"], string>> = {
  beyond: "≠ beyond noise",
  within: "= within noise",
  unknown: "? no spread known",
  none: "",
};

/** A difference with its sign: "+1.20", "−0.30". */
export const gainText = (value: number, digits = 2): string =>
  `${value < 0 ? "−" : "+"}${Math.abs(value).toFixed(digits)}`;

/** Half of the interval around a number, to be put behind it: " ± 0.30"; empty where none is known. */
export const halfText = (half: number | null): string =>
  half === null ? "" : ` ± ${half.toFixed(2)}`;
