import type { FoundText } from "./machine/contract.js";
import { readText } from "./machine/files.js";
import type { Shape } from "./shape.js";

/** What stands in the place of a file that is to be read. Only `value` is ever used. */
export type Read<T> =
  | { readonly state: "absent" }
  /** why: in words, for people. */
  | { readonly state: "damaged"; readonly path: string; readonly why: string }
  | { readonly state: "value"; readonly value: T };

/** What a text that should be JSON holds. */
export type Parsed<T> =
  | { readonly state: "damaged"; readonly why: string }
  | { readonly state: "value"; readonly value: T };

/** Errors that say that there is no such file. */
const isAbsence = (error: unknown): boolean =>
  error instanceof Error &&
  "code" in error &&
  (error.code === "ENOENT" || error.code === "ENOTDIR");

/** Reads a text as JSON of that shape. */
export function parseJson<T>(text: string, shape: Shape<T>): Parsed<T> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    const isEmpty = text.trim() === "";
    return {
      state: "damaged",
      why: isEmpty ? "the file is empty" : "the file is cut off or is not JSON",
    };
  }
  return shape.fits(value)
    ? { state: "value", value }
    : { state: "damaged", why: shape.flaw(value, "") ?? "it has another form" };
}

/**
 * Reads a file that is to be checked.
 * @throws a system error when there is a file that cannot be read (no permission, a bad disk).
 */
export async function readWhole(path: string): Promise<Read<string>> {
  let found: FoundText;
  try {
    found = await readText(path);
  } catch (error) {
    if (isAbsence(error)) return { state: "absent" };
    throw error;
  }
  return "why" in found
    ? { state: "damaged", path, why: found.why }
    : { state: "value", value: found.text };
}

/** Reads a JSON file of that shape. Errors as {@link readWhole}. */
export async function readJson<T>(path: string, shape: Shape<T>): Promise<Read<T>> {
  const found = await readWhole(path);
  if (found.state !== "value") return found;
  const parsed = parseJson(found.value, shape);
  return parsed.state === "value" ? parsed : { ...parsed, path };
}

/**
 * The content of a JSON file that may be done without (a note in a cache, say); null when it is absent, damaged, or
 * cannot be read.
 */
export async function readJsonOr<T>(path: string, shape: Shape<T>): Promise<T | null> {
  const found = await readJson(path, shape).catch(() => null);
  return found?.state === "value" ? found.value : null;
}

/** A line of NDJSON of that shape; null for one that is not (torn by a crash, or printed by a library). */
export function parseLine<T>(line: string, shape: Shape<T>): T | null {
  if (!line.startsWith("{")) return null;
  const parsed = parseJson(line, shape);
  return parsed.state === "value" ? parsed.value : null;
}
