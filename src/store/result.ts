import { join } from "node:path";
import { canonicalJson, sha256 } from "../base/canonical.js";
import { failed } from "../base/errors.js";
import { lstat, readBytes, readFile, rm } from "../base/machine/files.js";
import { parseJson } from "../base/read-json.js";
import { sealedJson, sealOf } from "../base/seal.js";
import { json, isObject } from "../base/shape.js";
import { checkClaim } from "./claims/claim.js";
import { createFile, errorCode, makeFolder, replaceFile } from "./files.js";
import { setAside, type MovedFile } from "./moved.js";
import { FILES } from "./paths.js";
import { inspectResult, resultFlaw, unsealed, type Result } from "./read-result.js";

export { inspectResult, readEvalResult, readResult, readTrainResult } from "./read-result.js";

/**
 * Moves a damaged result out of the way, kept for whoever wants to know. Only the holder of the run's claim may call it,
 * or a good result that has just replaced the damaged one could be lost; should one be moved nevertheless, it is put back.
 * @returns the file and its new path, or null when there was nothing damaged.
 */
export async function setAsideDamaged(dir: string): Promise<MovedFile | null> {
  const found = await inspectResult(dir);
  if (found.state !== "damaged") return null;
  const { movedTo } = await setAside(found.path);
  // A folder, a pipe or a loop of links in its place is nobody's good result.
  const isFile = await lstat(movedTo).then((moved) => moved.isFile());
  const moved = isFile ? await readFile(movedTo, "utf8") : "";
  if (resultFlaw(moved, dir) !== null) return { path: found.path, movedTo };
  await createFile(found.path, moved);
  await rm(movedTo);
  return null;
}

/**
 * Writes a run's result, once: as a whole, flushed to the disk, with bytes that depend on the value alone, among them
 * its digest and those of the files beside it that have none of their own.
 * Called last, since a run is done exactly when it has a result. The same value again changes nothing, but that a result
 * of an earlier version gets its digest.
 *
 * @param attempt that made it. It is asked at the last moment whether it still has the run; only one that is held up
 *   for minutes between that question and the next system call could write nevertheless, and then a first result, whole,
 *   which stays the only one.
 * @throws Superseded when another attempt took the run over.
 * @throws AmtlError (1) when the run has another result already: that one stays.
 * @throws AmtlError (4) when the disk is full or the folder cannot be written.
 */
export async function writeResult(dir: string, value: Result, attempt?: string): Promise<void> {
  const text = await textOf(dir, value);
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
  if (resultFlaw(present, dir) !== null || isSame(present, value)) {
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

/** The file of a result: its digest covers those of the files beside it. */
async function textOf(dir: string, value: Result): Promise<string> {
  const predictions = await readBytes(join(dir, FILES.predictions)).catch((error: unknown) => {
    if (errorCode(error) === "ENOENT") return null;
    throw error;
  });
  return predictions === null
    ? sealedJson(value)
    : sealedJson({ ...value, files: { [FILES.predictions]: sha256(predictions) } });
}

/** Whether the text is that result, whatever its file has beside it. */
function isSame(text: string, value: Result): boolean {
  const parsed = parseJson(text, json);
  return (
    parsed.state === "value" &&
    isObject(parsed.value) &&
    canonicalJson(unsealed(parsed.value)) === canonicalJson(value)
  );
}

/**
 * Gives a sound result of an earlier version the digest that it lacks. Only for whoever has claimed the run.
 */
export async function sealResult(dir: string): Promise<void> {
  const found = await inspectResult(dir);
  if (found.state !== "value") return;
  const path = join(dir, FILES.result);
  const parsed = parseJson(await readFile(path, "utf8"), json);
  if (parsed.state === "damaged" || sealOf(parsed.value) !== "unsealed") return;
  await replaceFile(path, await textOf(dir, found.value));
}
