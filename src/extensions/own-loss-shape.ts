import { z } from "zod";
import { badInput } from "../base/errors.js";
import type { LossDefinition } from "../contract/loss.js";

const rule = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("number"),
    default: z.number(),
    min: z.number().optional(),
    above: z.number().optional(),
    whole: z.boolean().optional(),
  }),
  z
    .strictObject({
      kind: z.literal("choice"),
      default: z.string(),
      of: z.array(z.string()).min(1),
    })
    .refine(
      ({ default: usual, of }) => of.includes(usual),
      "the default must be one of the choices",
    ),
  z.strictObject({ kind: z.literal("switch"), default: z.boolean() }),
]);

const aFunction = z.custom((value) => typeof value === "function", "expected a function");

const shape = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens"),
  version: z.int().min(1).optional(),
  label: z.string().min(1).optional(),
  params: z.record(z.string(), rule).optional(),
  threshold: z.enum(["class", "zero", "global"]).optional(),
  decoder: z.looseObject({ rule: z.string().optional() }).optional(),
  needs: z.array(z.enum(["features", "priors"])).optional(),
  framework: z.enum(["single", "segments"]).optional(),
  batchTerm: z.strictObject({ weight: z.string(), compute: aFunction }).optional(),
  compute: aFunction,
});

/**
 * Checks the form of a loss as a file exports it.
 * @param where file and line.
 * @throws AmtlError (2) that names the first field that is wrong.
 */
export function checkOwnLoss(value: unknown, where: string): LossDefinition {
  const { error } = shape.safeParse(value);
  if (error === undefined) return value as LossDefinition;
  const [{ path, message }] = error.issues;
  const field = path.join(".");
  const got = path.reduce<unknown>(
    (whole, key) => (whole as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  throw badInput("Invalid loss definition", {
    where: field === "" ? where : `${where}, ${field}`,
    expected: `${message} (README, My own loss)`,
    got: describe(got),
  });
}

const describe = (value: unknown): string =>
  value === undefined
    ? "nothing"
    : typeof value === "function"
      ? "a function"
      : JSON.stringify(value);
