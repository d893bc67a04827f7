import { z } from "zod";
import { badInput } from "../../../base/errors.js";
import { expectedText } from "../../../base/text/issue.js";
import type { GoldenFile, GoldenTensor } from "../../../contract/backbone-golden.js";
import type { GoldenValue } from "../../../contract/plugin.js";
import { squaresOf, type Squares } from "./cells.js";

export const whole = z.int().nonnegative();
export const numbers = z.array(z.number());

/** The error of a golden file that says something which cannot be. */
export const unreadable = (path: readonly PropertyKey[], expected: string): Error =>
  badInput("Invalid golden file", { where: path.join("."), expected });

/** A field of a golden file. Throws AmtlError (2) that names it, and where in it, when it has another form. */
export function fieldOf<T>(file: GoldenFile, shape: z.ZodType<T>, ...path: readonly string[]): T {
  const { success, data, error } = shape.safeParse(file.json(...path));
  if (success) return data;
  const [issue] = error.issues;
  throw unreadable([...path, ...issue.path], expectedText(issue));
}

/** A tensor of that shape. Throws AmtlError (2) that names the field. */
export function tensorOf(
  file: GoldenFile,
  shape: readonly number[],
  ...path: readonly string[]
): GoldenTensor {
  const found = file.tensor(...path);
  if (found.shape.join() === shape.join()) return found;
  throw unreadable(path, `the shape [${shape.join(", ")}]`);
}

/** A number, which some losses are written as, or all values of a tensor. */
export const valuesOf = (file: GoldenFile, ...path: readonly string[]): readonly number[] => {
  const value = file.json(...path);
  return typeof value === "number" ? [value] : file.tensor(...path).data;
};

/** Values that are compared where the file has what is wanted. */
export const whereGiven = (
  file: GoldenFile,
  path: readonly string[],
  values: () => readonly GoldenValue[],
): readonly GoldenValue[] => (file.has(...path) ? values() : []);

/** Refuses what a file says where it does not hold. */
export function demand(
  holds: boolean,
  path: readonly PropertyKey[],
  expected: string,
): asserts holds {
  if (!holds) throw unreadable(path, expected);
}

export const pairsShape = z.array(z.tuple([whole, whole]));

/**
 * The pairs of a file's documents, `inputs.hts`.
 * @param given entities of each document; absent: those that its pairs name.
 */
export function squaresIn(
  file: GoldenFile,
  given?: readonly number[],
): { readonly where: Squares; readonly rows: number } {
  const path = ["inputs", "hts"];
  const documents = fieldOf(file, z.array(pairsShape), ...path);
  const entities =
    given ?? documents.map((own) => Math.max(0, ...own.flat().map((entity) => entity + 1)));
  demand(
    entities.length === documents.length,
    ["config", "entities"],
    `${documents.length} entries`,
  );
  documents.forEach((own, d) => {
    const isThere = own.flat().every((entity) => entity < entities[d]);
    demand(isThere, [...path, d], `entities below ${entities[d]}`);
  });
  const pairs = documents.flat();
  demand(pairs.length > 0, path, "at least a pair");
  const where = squaresOf({
    size: documents.length,
    rows: pairs.length,
    pairs: Int32Array.from(pairs.flat()),
    pairDocument: Int32Array.from(documents.flatMap((own, d) => own.map(() => d))),
    entityPositions: entities.map((n) => Array.from({ length: n }, () => [])),
  });
  return { where, rows: pairs.length };
}
