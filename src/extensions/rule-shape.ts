import { z } from "zod";

/** How a parameter or a size is declared: the form of a ParamRule. */
export const ruleShape = z.discriminatedUnion("kind", [
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

export const idShape = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens");

export const functionShape = z.custom(
  (value) => typeof value === "function",
  "expected a function",
);

/** What stands at a path of a value that zod refused, as people read it. */
export function describeAt(value: unknown, path: readonly PropertyKey[]): string {
  const got = path.reduce<unknown>(
    (whole, key) => (whole as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
  if (got === undefined) return "nothing";
  return typeof got === "function" ? "a function" : JSON.stringify(got);
}
