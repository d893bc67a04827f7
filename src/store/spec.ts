import { join } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import type { Json, ToJson } from "../base/json.js";
import { readText } from "../base/machine/files.js";
import { parseJson } from "../base/read-json.js";
import { json } from "../base/shape.js";
import { createFile, makeFolder, prettyJson, replaceFile } from "./files.js";
import { FILES } from "./paths.js";

/**
 * Writes what a run is (spec and dependencies of a training, spec of an evaluation), once.
 * A damaged file is written again: its content follows from the run's id.
 */
export async function ensureSpec<T>(dir: string, spec: T & ToJson<T>): Promise<void> {
  const path = join(dir, FILES.spec);
  const text = prettyJson(spec);
  await makeFolder(dir);
  if (await createFile(path, text)) return;
  const found = await readText(path);
  const present = "text" in found ? found.text : "";
  if (present === text) return;
  const parsed = parseJson(present, json);
  // The folder is named by the hash of its spec, so that one that differs can be nothing but damaged.
  if (parsed.state === "damaged" || !isSame(parsed.value, spec)) await replaceFile(path, text);
}

function isSame<T>(found: Json, spec: T & ToJson<T>): boolean {
  try {
    return canonicalJson(found) === canonicalJson(spec);
  } catch {
    // A number that no JSON was written with (1e999).
    return false;
  }
}
