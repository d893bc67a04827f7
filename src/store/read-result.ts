import { readFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { badInput } from "../base/errors.js";
import type { EvalResult, TrainResult } from "../contract/spec.js";
import { diskError, errorCode } from "./disk-errors.js";
import { FILES } from "./paths.js";
import { evalResultFlaw, trainResultFlaw } from "./result-shape.js";

export type Result = TrainResult | EvalResult;

/** What stands in the place of a result. Only `present` is ever used. */
export type ResultState<T extends Result> =
  | { readonly state: "absent" }
  | { readonly state: "present"; readonly value: T }
  | { readonly state: "damaged"; readonly path: string; readonly why: string };

/** Why the text cannot be the result of the run in `dir` (…/train/<trainId> or …/eval/<evalId>), if it cannot. */
export function resultFlaw(text: string, dir: string): string | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return text.trim() === "" ? "the file is empty" : "the file is cut off or is not JSON";
  }
  if (typeof value !== "object" || value === null) return "the file holds no object";
  const isEval = basename(dirname(dir)) === "eval";
  const field = isEval ? "evalId" : "trainId";
  const id = (value as Record<string, unknown>)[field];
  const schema = (value as Record<string, unknown>).schema;
  if (schema !== 1) return `schema is ${JSON.stringify(schema)}, expected 1`;
  if (id !== basename(dir)) return `${field} is ${JSON.stringify(id)}, expected that of its folder`;
  return isEval ? evalResultFlaw(value) : trainResultFlaw(value);
}

/**
 * Looks at the result in a run's folder without judging what to do about it.
 * @param dir …/train/<trainId> or …/eval/<evalId>; the last part is the id that the result must carry.
 */
export async function inspectResult<T extends Result>(dir: string): Promise<ResultState<T>> {
  const path = join(dir, FILES.result);
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    const code = errorCode(error);
    if (code === "ENOENT" || code === "ENOTDIR") return { state: "absent" };
    throw diskError(error, dir);
  }
  const why = resultFlaw(text, dir);
  return why === null
    ? { state: "present", value: JSON.parse(text) as T }
    : { state: "damaged", path, why };
}

/**
 * The result of a run, or null when it has none yet.
 * @throws AmtlError (2) when the file is torn, damaged or belongs to another run; it is never used.
 */
export async function readResult<T extends Result>(dir: string): Promise<T | null> {
  const found = await inspectResult<T>(dir);
  if (found.state === "damaged") {
    throw badInput("A result cannot be used", {
      where: found.path,
      expected: "the result of the run that its folder names",
      got: found.why,
      fix: "run the same table again: the file is set aside and its run is done anew",
    });
  }
  return found.state === "present" ? found.value : null;
}
