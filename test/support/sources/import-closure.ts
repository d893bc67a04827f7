import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { sha256 } from "../../../src/base/canonical.js";

/** Files and folders, as paths from the root of a checkout. */
export interface ClosureOf {
  /** Where it begins: TypeScript files, or folders of them or of C++ files. */
  readonly entries: readonly string[];
  /** What it does not follow: files, or folders with a "/" at their end. */
  readonly without: readonly string[];
}

const COMPILED: ts.TranspileOptions = {
  compilerOptions: {
    removeComments: true,
    target: ts.ScriptTarget.ES2022,
    module: ts.ModuleKind.ESNext,
    verbatimModuleSyntax: true,
  },
};

/** An import or export of another file; types are gone by then, but for the empty braces around them. */
const IMPORT =
  /^(?:import|export)\s+(?:(\{[^}]*\}|[\w$*][^;"]*?)\s+from\s+)?"([^"]+)"(?: with [^;]*)?;\s*$/gm;
const LAZY = /\bimport\("(\.[^"]+)"\)/g;

interface SourceFile {
  /** Without comments, layout, imports and their paths: what a move or a line in an index changes is not in it. */
  readonly code: string;
  /** Relative to the file. */
  readonly imports: readonly string[];
}

/** By what is written in it: many closures hold the same files. */
const read = new Map<string, SourceFile>();

function readTypeScript(written: string): SourceFile {
  const known = read.get(written);
  if (known !== undefined) return known;
  const compiled = ts.transpileModule(written, COMPILED).outputText;
  const named = [...compiled.matchAll(IMPORT)]
    .filter(([, names = ""]) => !/^\{\s*\}$/.test(names))
    .map(([, , path]) => path);
  const lazy = [...compiled.matchAll(LAZY)].map(([, path]) => path);
  const file = {
    code: compiled.replace(IMPORT, "").replace(LAZY, 'import("")').trim(),
    imports: [...named, ...lazy].filter((path) => path.startsWith(".")),
  };
  read.set(written, file);
  return file;
}

const readCpp = (written: string): string =>
  written
    .replace(/\/\/.*$/gm, "")
    .replace(/^#include ".*$/gm, "")
    .replace(/\s+/g, " ");

/** The files of an entry. Throws where there is none: the entry names a place that was left. */
function filesOf(root: string, entry: string): string[] {
  const path = join(root, entry);
  if (!existsSync(path))
    throw new Error(`Expected ${entry} of the version guard to exist, found none`);
  if (statSync(path).isFile()) return [entry];
  return readdirSync(path, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(ts|cc|h)$/.test(name))
    .map((name) => posix.join(entry, name));
}

/** The files that an entry's values come from, imported directly or not, with their code. */
export function importClosure(root: string, { entries, without }: ClosureOf): Map<string, string> {
  const found = new Map<string, string>();
  const visit = (file: string): void => {
    const stops = without.some((out) => (out.endsWith("/") ? file.startsWith(out) : file === out));
    if (stops || found.has(file)) return;
    if (!/\.(ts|cc|h)$/.test(file)) return;
    const written = readFileSync(join(root, file), "utf8");
    if (!file.endsWith(".ts")) {
      found.set(file, readCpp(written));
      return;
    }
    const { code, imports } = readTypeScript(written);
    found.set(file, code);
    for (const path of imports) {
      visit(posix.join(posix.dirname(file), path).replace(/\.js$/, ".ts"));
    }
  };
  entries.flatMap((entry) => filesOf(root, entry)).forEach(visit);
  return found;
}

/** SHA-256 of a closure's code, whatever the files are called and wherever they lie. */
export const closureHash = (root: string, of: ClosureOf): string =>
  sha256(
    [...importClosure(root, of).values()]
      .filter((code) => code !== "" && code !== "export {};")
      .map((code) => sha256(code))
      .sort()
      .join("\n"),
  );
