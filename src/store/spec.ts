import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { canonicalJson, type Json } from "../base/canonical.js";
import type { ToJson } from "../base/json.js";
import { badInput } from "../base/errors.js";
import { createFile, errorCode, makeFolder, prettyJson, replaceFile } from "./files.js";
import { FILES } from "./paths.js";

/**
 * Writes what a run is (spec and dependencies of a training, spec of an evaluation), once.
 * A torn file is written again: its content follows from the run's id. One that says something else is refused.
 *
 * @throws AmtlError (2) when the folder belongs to another run.
 */
export async function ensureSpec<T>(dir: string, spec: T & ToJson<T>): Promise<void> {
  const path = join(dir, FILES.spec);
  const text = prettyJson(spec);
  await makeFolder(dir);
  if (await createFile(path, text)) return;
  const present = await readFile(path, "utf8");
  if (present === text) return;
  let parsed: Json;
  try {
    parsed = JSON.parse(present) as Json;
  } catch {
    await replaceFile(path, text);
    return;
  }
  if (canonicalJson(parsed) === canonicalJson(spec)) return;
  throw badInput("The folder belongs to another run", {
    where: path,
    expected: `the spec whose fingerprint is ${basename(dir).slice(0, 12)}`,
    got: "a spec that differs",
    fix: "move the folder away, or name another one with --results",
  });
}

/** The spec that a run's folder holds, or null when there is none that can be read. */
export async function readSpec(dir: string): Promise<Json> {
  try {
    return JSON.parse(await readFile(join(dir, FILES.spec), "utf8")) as Json;
  } catch (error) {
    if (error instanceof SyntaxError || errorCode(error) === "ENOENT") return null;
    throw error;
  }
}
