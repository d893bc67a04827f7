import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { sha256 } from "../base/canonical.js";
import { badInput } from "../base/errors.js";
import { notAFile } from "../base/plain-file.js";
import * as words from "../experiment/dsl/index.js";

/** A user's module, loaded. */
export interface UserFile {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
  readonly exported: unknown;
}

/**
 * Loads a user's TypeScript or JavaScript from anywhere on the disk. It imports the DSL from "amtl-run" and the
 * project's own tables from "amtl-run/experiments/…", whatever is installed beside it.
 *
 * @throws AmtlError (2) when the file is missing or does not load; it names file and line.
 */
export async function loadUserFile(path: string): Promise<UserFile> {
  const file = resolve(path);
  const found = statSync(file, { throwIfNoEntry: false });
  const why = found === undefined ? "no such file" : notAFile(found);
  if (why !== null) {
    throw badInput("Experiment file not found", {
      where: file,
      expected: "a file whose default export is a table (docs/guide/own-table.md)",
      got: why,
      fix: "look at the path; amtl-run list shows the experiments that are there",
    });
  }
  const { createJiti } = await import("jiti");
  const jiti = createJiti(pathToFileURL(file).href, {
    // A process that plans an edited file again must see the edit.
    moduleCache: false,
    virtualModules: { "amtl-run": words },
    alias: { "amtl-run/experiments": fileURLToPath(new URL("../../experiments", import.meta.url)) },
  });
  try {
    const { default: exported }: { readonly default?: unknown } = await jiti.import(file);
    return { path: file, text: await readFile(file, "utf8"), exported };
  } catch (error) {
    throw badInput("Cannot load experiment file", {
      where: placeOf(error, file),
      expected: "a module whose default export is a table",
      got: error instanceof Error ? firstLine(error.message) : String(error),
      cause: error,
    });
  }
}

/** What a message says before it names the file again. */
const firstLine = (message: string): string => message.split("\n", 1)[0].trim();

/**
 * "file:line" where an error names a line of the file, in its message as parsers do or in its stack; else the file.
 * Lines are those of the source: what is loaded keeps them.
 */
export function placeOf(error: unknown, file: string): string {
  const text = error instanceof Error ? `${error.message}\n${error.stack ?? ""}` : "";
  const from = text.indexOf(`${file}:`);
  const line = from < 0 ? undefined : /^\d+/.exec(text.slice(from + file.length + 1))?.[0];
  return line === undefined ? file : `${file}:${line}`;
}

/** Where the file first writes the id of a thing that it brings: "file:line", else the file. */
export function placeOfId({ path, text }: UserFile, id: unknown): string {
  const lines = text.split("\n");
  const at = lines.findIndex((line) =>
    ['"', "'", "`"].some((q) => line.includes(`${q}${String(id)}${q}`)),
  );
  return at < 0 ? path : `${path}:${at + 1}`;
}

/** What stands between quotes after from, import or require and begins with a dot. */
const RELATIVE = /\b(?:from|import|require)\s*\(?\s*["'](\.{1,2}\/[^"']+)["']/g;
const ENDINGS = ["", ".ts", ".mts", ".js", ".mjs", "/index.ts", "/index.js"] as const;

/** The file that a relative import means; "./a.js" may be written for a.ts. */
function importedFile(from: string, name: string): string | undefined {
  const whole = resolve(dirname(from), name);
  const candidates = [whole.replace(/js$/, "ts"), ...ENDINGS.map((ending) => whole + ending)];
  return candidates.find((path) => /\.\w+$/.test(path) && existsSync(path));
}

/**
 * SHA-256 of the content of a file and of all that it imports by relative paths, directly or not, in the order in
 * which they are met. Where the files lie makes no difference.
 */
export async function contentHash(path: string): Promise<string> {
  const seen = new Set<string>([path]);
  const hashes: string[] = [];
  for (const file of seen) {
    const text = await readFile(file, "utf8");
    hashes.push(sha256(text));
    for (const [, name] of text.matchAll(RELATIVE)) {
      const imported = importedFile(file, name);
      if (imported !== undefined) seen.add(imported);
    }
  }
  return sha256(hashes.join("\n"));
}
