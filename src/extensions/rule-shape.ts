import { z } from "zod";

const forms = z.discriminatedUnion("kind", [
  z
    .strictObject({
      kind: z.literal("number"),
      default: z.number(),
      min: z.number().optional(),
      above: z.number().optional(),
      whole: z.boolean().optional(),
    })
    .refine(
      ({ default: usual, min = -Infinity, above = -Infinity, whole = false }) =>
        usual >= min && usual > above && (!whole || Number.isInteger(usual)),
      "a default that min, above and whole allow",
    ),
  z
    .strictObject({
      kind: z.literal("choice"),
      default: z.string(),
      of: z.array(z.string()).min(1),
    })
    .refine(({ default: usual, of }) => of.includes(usual), "a default that is one of the choices"),
  z.strictObject({ kind: z.literal("switch"), default: z.boolean() }),
]);

const KINDS = ["number", "choice", "switch"] as const;

const kinded = z.looseObject({ kind: z.enum(KINDS) });

/** How a parameter or a size is declared: the form of a ParamRule. */
export const ruleShape = z
  .unknown()
  .refine((value) => kinded.safeParse(value).success, {
    error: `kind ${KINDS.map((kind) => `"${kind}"`).join(" or ")}`,
    abort: true,
  })
  .pipe(forms);

export const idShape = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, "expected lower-case letters, digits and hyphens");

export const functionShape = z.custom(
  (value) => typeof value === "function",
  "expected a function",
);
