import { z } from "zod";
import type { Weight } from "../contract/compute/parameters.js";

/** A tensor as golden files write it, row-major. */
export const tensorSchema = z
  .object({ shape: z.array(z.int().nonnegative()), data: z.array(z.number()) })
  .refine(({ shape, data }) => data.length === shape.reduce((product, n) => product * n, 1), {
    error: "as many values as the shape says",
  });
export type GoldenTensor = z.infer<typeof tensorSchema>;

/** The same as the model's parameters are given. */
export const weightOf = ({
  shape,
  data,
}: {
  readonly shape: readonly number[];
  readonly data: readonly number[];
}): Weight => ({
  shape: [...shape],
  values: Float32Array.from(data),
});

/** The largest magnitude, which gradients are measured against. */
export const largest = (values: ArrayLike<number>): number =>
  Array.from(values).reduce((most, value) => Math.max(most, Math.abs(value)), 0);
