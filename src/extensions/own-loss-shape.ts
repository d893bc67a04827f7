import { z } from "zod";
import { badInput } from "../base/errors.js";
import { expectedText, valueAt } from "../base/text/issue.js";
import type { LossDefinition } from "../contract/loss.js";
import { functionShape, idShape, ruleShape } from "./rule-shape.js";

const shape = z.strictObject({
  id: idShape,
  version: z.int().min(1).optional(),
  label: z.string().min(1).optional(),
  params: z.record(z.string(), ruleShape).optional(),
  threshold: z.enum(["class", "zero", "global"]).optional(),
  decoder: z.looseObject({ rule: z.string().optional() }).optional(),
  needs: z.array(z.enum(["features", "priors"])).optional(),
  framework: z.enum(["single", "segments"]).optional(),
  batchTerm: z.strictObject({ weight: z.string(), compute: functionShape }).optional(),
  compute: functionShape,
});

/**
 * Checks the form of a loss as a file exports it.
 * @param where file and line.
 * @throws AmtlError (2) that names the first field that is wrong.
 */
export function checkOwnLoss(value: unknown, where: string): LossDefinition {
  const { error } = shape.safeParse(value);
  if (error === undefined) return value as LossDefinition;
  const [issue] = error.issues;
  const { path } = issue;
  const field = path.join(".");
  throw badInput("Invalid loss definition", {
    where: field === "" ? where : `${where}, ${field}`,
    expected: `${expectedText(issue)} (docs/guide/own-loss.md)`,
    got: valueAt(value, path),
  });
}
