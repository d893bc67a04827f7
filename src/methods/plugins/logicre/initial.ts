import { nextNormal } from "../../../base/normal.js";
import type { Random } from "../../../base/random.js";
import type { Weight } from "../../../contract/compute/parameters.js";

const weightOf = (shape: readonly number[], value: () => number): Weight => ({
  shape: [...shape],
  values: Float32Array.from({ length: shape.reduce((product, n) => product * n, 1) }, value),
});

/** Uniform within ±bound. */
export const uniform = (shape: readonly number[], bound: number, random: Random): Weight =>
  weightOf(shape, () => (2 * random.next() - 1) * bound);

/** PyTorch's Xavier uniform of a matrix [out, in]. */
export const xavier = ([out, into]: readonly [number, number], random: Random): Weight =>
  uniform([out, into], Math.sqrt(6 / (out + into)), random);

/** Standard normal. */
export const gaussian = (shape: readonly number[], random: Random): Weight =>
  weightOf(shape, () => nextNormal(random));

export const constant = (shape: readonly number[], value: number): Weight =>
  weightOf(shape, () => value);
