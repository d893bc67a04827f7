import { basename, dirname, join } from "node:path";
import { AmtlError } from "../../base/errors.js";
import { isSameStamp } from "../../base/file-stamp.js";
import { readdir, stat } from "../../base/machine/files.js";
import { noteName, notesIn } from "../../base/notes.js";
import { parseLine, readWhole } from "../../base/read-json.js";
import { count, fields, json, nullable, number, text } from "../../base/shape.js";
import { readContainer } from "../../store/container.js";
import { errorCode } from "../../store/files.js";
import { keptLines } from "../../store/kept-lines.js";
import { RUN_FILES, type RunFiles } from "../../provenance/run-files.js";

/** Why a file of a run's folder cannot be used, in words; null where nothing speaks against it, or where it is not there. */
type Check = (path: string, files: RunFiles) => Promise<string | null>;

const container: Check = (path) =>
  readContainer(path, json).then(
    () => null,
    (error: unknown) => {
      if (error instanceof AmtlError) return error.details.got ?? error.message;
      if (errorCode(error) === "ENOENT") return null;
      throw error;
    },
  );

const fact = fields({ title: text, h_idx: count, t_idx: count, r: text });

const keptPredictions: Check = async (path) => {
  const found = await readWhole(path);
  if (found.state !== "value") return found.state === "damaged" ? found.why : null;
  const kept = keptLines(found.value);
  if (kept === null) return "its content does not fit the digest that it carries";
  if (kept.sealed) return null;
  // Of earlier versions, which kept no digest.
  const lines = kept.lines.split("\n").slice(0, -1);
  const torn = lines.findIndex((line) => parseLine(line, fact) === null);
  return torn === -1 ? null : `line ${torn + 1} is no prediction`;
};

const spec: Check = async (path, files) => {
  const dir = dirname(path);
  if (basename(dirname(dir)) === "eval") return await files.evalSpecFlaw(dir);
  const found = await files.identity(dir);
  return typeof found === "string" ? found : null;
};

/** Files that are checked by themselves, by their names in a run's folder. Results and their records have readers of their own. */
const CHECKS: readonly (readonly [RegExp, Check])[] = [
  [/^spec\.json$/, spec],
  [/^weights\.bin$/, container],
  [/^scores\/.*\/scores\.bin$/, container],
  [/^scores\/.*\/predictions-\w+\.ndjson$/, keptPredictions],
];

/** Files of attempts, which a run goes on from as long as it has no result. */
const OF_ATTEMPTS: typeof CHECKS = [[/^attempts\/\d+\/(checkpoint|best-\d+)\.bin$/, container]];

const checkIn = (checks: typeof CHECKS, name: string): Check | undefined =>
  checks.find(([pattern]) => pattern.test(name))?.[1];

/** A file, and why it cannot be used. */
export interface CheckedFile {
  readonly path: string;
  readonly flaw: string | null;
}

/**
 * Looks at what is kept of a run beside its result: what it is, its weights, its scores, a program's predictions.
 * @param dir …/train/<trainId> or …/eval/<evalId>.
 * @returns the files that are there, in order of their names.
 */
export async function checkKept(
  dir: string,
  files: RunFiles = RUN_FILES,
): Promise<readonly CheckedFile[]> {
  const there = await readdir(dir).catch((): string[] => []);
  const scores = there.includes(SCORES) ? await namesBelow(dir, SCORES) : [];
  const names = [...there, ...scores].sort();
  const checks = names.flatMap((name) => {
    const check = checkIn(CHECKS, name);
    return check === undefined ? [] : [{ path: join(dir, name), check }];
  });
  return await Promise.all(
    checks.map(async ({ path, check }) => ({
      path,
      flaw: await rememberedFlaw(path, () => check(path, files)),
    })),
  );
}

/** Folder of what is kept of a model on evaluation sets. */
const SCORES = "scores";

/** Names of all files below a folder of the run. */
async function namesBelow(dir: string, folder: string): Promise<readonly string[]> {
  // What lies in the place of a file is looked at as that, be it a folder.
  if (checkIn(CHECKS, folder) !== undefined) return [folder];
  const names = await readdir(join(dir, folder)).catch(() => null);
  if (names === null) return [folder];
  const below = await Promise.all(names.map((name) => namesBelow(dir, join(folder, name))));
  return below.flat();
}

/**
 * Reads a file of a run to its end, whatever is remembered of it.
 * @param name relative to the run's folder.
 * @returns undefined for a file that holds nothing that a number rests on.
 */
export async function verifyKept(dir: string, name: string): Promise<string | null | undefined> {
  const check = checkIn([...CHECKS, ...OF_ATTEMPTS], name);
  if (check === undefined) return undefined;
  const path = join(dir, name);
  const flaw = await check(path, RUN_FILES);
  await remember(path, flaw);
  return flaw;
}

/** Bytes from which what was found is remembered: every command asks, and kept weights take seconds to read. */
const LARGE = 2 ** 23;

const notes = notesIn(
  "kept",
  fields({ path: text, size: number, mtimeMs: number, ctimeMs: number, flaw: nullable(text) }),
);

/** The flaw that was found before as long as size and times are the same; else what the check finds. */
async function rememberedFlaw(
  path: string,
  check: () => Promise<string | null>,
): Promise<string | null> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.size < LARGE) return await check();
  const known = await notes.recall(noteName(path));
  if (known?.path === path && isSameStamp(known, found)) return known.flaw;
  const flaw = await check();
  await remember(path, flaw);
  return flaw;
}

async function remember(path: string, flaw: string | null): Promise<void> {
  const found = await stat(path).catch(() => null);
  if (found === null || found.size < LARGE) return;
  const { size, mtimeMs, ctimeMs } = found;
  await notes.remember(noteName(path), { path, size, mtimeMs, ctimeMs, flaw });
}
