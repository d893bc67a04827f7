import { readFile, rename } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import type { Json } from "../base/canonical.js";
import { badInput, failed } from "../base/errors.js";
import type { EvalResult, TrainResult } from "../experiment/types.js";
import { createFile, diskError, errorCode, makeFolder, prettyJson, replaceFile } from "./files.js";
import { FILES } from "./paths.js";
import { evalResultFlaw, trainResultFlaw } from "./result-shape.js";

export type Result = TrainResult | EvalResult;

/** What stands in the place of a result. Only `present` is ever used. */
export type ResultState<T extends Result> =
  | { readonly state: "absent" }
  | { readonly state: "present"; readonly value: T }
  | { readonly state: "damaged"; readonly path: string; readonly why: string };

/** Why the text cannot be the result of the run in `dir` (…/train/<trainId> or …/eval/<evalId>), if it cannot. */
function flaw(text: string, dir: string): string | null {
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
  const why = flaw(text, dir);
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

/**
 * Moves a damaged result out of the way, kept for whoever wants to know. Only the holder of the run's claim may call it,
 * or a good result that has just replaced the damaged one could be lost.
 * @returns the file and its new path, or null when there was nothing damaged.
 */
export async function setAsideDamaged(
  dir: string,
): Promise<{ readonly path: string; readonly movedTo: string } | null> {
  const found = await inspectResult(dir);
  if (found.state !== "damaged") return null;
  const movedTo = `${found.path}.damaged-${Date.now()}`;
  await rename(found.path, movedTo);
  return { path: found.path, movedTo };
}

/**
 * Writes a run's result, once: as a whole, flushed to the disk, with bytes that depend on the value alone.
 * Called last, since a run is done exactly when it has a result. The same value again changes nothing.
 *
 * @throws AmtlError (1) when the run has another result already: that one stays.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function writeResult(dir: string, value: Result): Promise<void> {
  const text = prettyJson(value as unknown as Json);
  const path = join(dir, FILES.result);
  const why = flaw(text, dir);
  if (why !== null) throw new TypeError(`Expected the result of ${dir}, got another: ${why}`);
  await makeFolder(dir);
  if (await createFile(path, text)) return;
  const present = await readFile(path, "utf8");
  if (present === text) return;
  if (flaw(present, dir) !== null) {
    await replaceFile(path, text);
    return;
  }
  throw failed("The run has a result already, and this one differs", {
    where: path,
    expected: "the same bytes from every attempt",
    got: "another result; the first one stays",
    fix: "if both attempts ran on the same engine, this is a bug: please report it with both logs",
  });
}
