import { readFile, rename, rm } from "node:fs/promises";
import { join } from "node:path";
import { failed } from "../base/errors.js";
import { checkClaim } from "./claims/claim.js";
import { createFile, makeFolder, prettyJson, replaceFile } from "./files.js";
import { FILES } from "./paths.js";
import { inspectResult, resultFlaw, type Result } from "./read-result.js";

export { inspectResult, readEvalResult, readResult, readTrainResult } from "./read-result.js";

/**
 * Moves a damaged result out of the way, kept for whoever wants to know. Only the holder of the run's claim may call it,
 * or a good result that has just replaced the damaged one could be lost; should one be moved nevertheless, it is put back.
 * @returns the file and its new path, or null when there was nothing damaged.
 */
export async function setAsideDamaged(
  dir: string,
): Promise<{ readonly path: string; readonly movedTo: string } | null> {
  const found = await inspectResult(dir);
  if (found.state !== "damaged") return null;
  const movedTo = `${found.path}.damaged-${Date.now()}`;
  await rename(found.path, movedTo);
  const moved = await readFile(movedTo, "utf8");
  if (resultFlaw(moved, dir) !== null) return { path: found.path, movedTo };
  await createFile(found.path, moved);
  await rm(movedTo);
  return null;
}

/**
 * Writes a run's result, once: as a whole, flushed to the disk, with bytes that depend on the value alone.
 * Called last, since a run is done exactly when it has a result. The same value again changes nothing.
 *
 * @param attempt that made it. It is asked at the last moment whether it still has the run; only one that is held up
 *   for minutes between that question and the next system call could write nevertheless, and then a first result, whole,
 *   which stays the only one.
 * @throws Superseded when another attempt took the run over.
 * @throws AmtlError (1) when the run has another result already: that one stays.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function writeResult(dir: string, value: Result, attempt?: string): Promise<void> {
  const text = prettyJson(value);
  const path = join(dir, FILES.result);
  const why = resultFlaw(text, dir);
  if (why !== null) throw new TypeError(`Expected the result of ${dir}, got another: ${why}`);
  const guard = async (): Promise<void> => {
    if (attempt !== undefined) await checkClaim(attempt);
  };
  await makeFolder(dir);
  if (await createFile(path, text, guard)) return;
  const present = await readFile(path, "utf8");
  if (present === text) return;
  if (resultFlaw(present, dir) !== null) {
    await replaceFile(path, text);
    return;
  }
  throw failed("Run already has a different result", {
    where: path,
    expected: "the same bytes from every attempt",
    got: "another result; the first one stays",
    fix: "if both attempts ran on the same engine, this is a bug: please report it with both logs",
  });
}
