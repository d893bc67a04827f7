import { z } from "zod";
import { badInput } from "../base/errors.js";
import { expectedText, valueAt } from "../base/text/issue.js";
import type { BackboneDefinition } from "../experiment/dsl/own-backbone.js";
import { functionShape, idShape, ruleShape } from "./rule-shape.js";

const words = z.array(z.string().min(1)).min(1, "expected at least one word");

const shape = z.strictObject({
  kind: z.literal("backbone", { error: 'expected what backbone("mine", { … }) gives' }),
  id: idShape,
  version: z.int().min(1).optional(),
  label: z.string().min(1).optional(),
  sizes: z.record(z.string(), ruleShape).optional(),
  sizesAt: functionShape.optional(),
  schedule: functionShape.optional(),
  newLayers: words,
  asks: z.array(z.enum(["sentences", "evidence", "entity-types"])).optional(),
  pairs: z.enum(["official", "all"]).optional(),
  markers: z.literal("none").optional(),
  pooled: z.literal(true).optional(),
  encoderLayers: z.int().min(1).optional(),
  cost: z.number().positive().optional(),
  kernel: functionShape,
});

/**
 * Checks the form of a backbone as a file exports it.
 * @param where file and line.
 * @throws AmtlError (2) that names the first field that is wrong.
 */
export function checkOwnBackbone(value: unknown, where: string): BackboneDefinition {
  const { error } = shape.safeParse(value);
  if (error === undefined) return value as BackboneDefinition;
  const [issue] = error.issues;
  const { path } = issue;
  const field = path.join(".");
  throw badInput("Invalid backbone definition", {
    where: field === "" ? where : `${where}, ${field}`,
    expected: `${expectedText(issue)} (docs/guide/own-backbone.md)`,
    got: valueAt(value, path),
  });
}
