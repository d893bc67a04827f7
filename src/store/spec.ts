import { readFile } from "node:fs/promises";
import { basename, join } from "node:path";
import { canonicalJson } from "../base/canonical.js";
import { badInput } from "../base/errors.js";
import type { ToJson } from "../base/json.js";
import { parseJson, readJson } from "../base/read-json.js";
import { json } from "../base/shape.js";
import type { Identity } from "../contract/run-state.js";
import { createFile, makeFolder, prettyJson, replaceFile } from "./files.js";
import { FILES } from "./paths.js";
import { identity } from "./spec-shape.js";

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
  const parsed = parseJson(present, json);
  if (parsed.state === "damaged") {
    await replaceFile(path, text);
    return;
  }
  if (canonicalJson(parsed.value) === canonicalJson(spec)) return;
  throw badInput("Folder belongs to another run", {
    where: path,
    expected: `the spec whose fingerprint is ${basename(dir).slice(0, 12)}`,
    got: "a spec that differs",
    fix: "move the folder away, or name another one with --results",
  });
}

/** What the folder of a training says that it is, or null when there is nothing that can be used. */
export async function readIdentity(dir: string): Promise<Identity | null> {
  const found = await readJson(join(dir, FILES.spec), identity);
  return found.state === "value" ? found.value : null;
}
