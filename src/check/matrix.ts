import { z } from "zod";

const areEven = (rows: readonly (readonly unknown[])[]): boolean =>
  rows.every(({ length }) => length === rows[0].length);

/** Rows of numbers, all of one length: [rows, columns]. */
export const matrix = z
  .array(z.array(z.number()).min(1))
  .refine(areEven, { error: "rows of different lengths, expected a matrix" });
