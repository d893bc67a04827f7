import { readdir, readFile, stat } from "node:fs/promises";
import { basename, join } from "node:path";
import { sha256 } from "../../base/canonical.js";
import { AmtlError } from "../../base/errors.js";
import { parseLine, readJson } from "../../base/read-json.js";
import { count, fields, json, optional, text } from "../../base/shape.js";
import type { Damage } from "../../contract/run-state.js";
import { evalIdOf, trainIdOf } from "../../experiment/plan/fingerprint.js";
import { keptLines } from "../../programs/kept.js";
import { inspectProvenance } from "../../provenance/provenance.js";
import { readContainer } from "../../store/container.js";
import { errorCode } from "../../store/files.js";
import { FILES } from "../../store/paths.js";
import { inspectResult } from "../../store/read-result.js";
import { dependencies, evalSpec, identity } from "../../store/spec-shape.js";

/** A file that was read to its end; damage: why it cannot be used. */
export interface Verified {
  readonly path: string;
  readonly bytes: number;
  readonly damage: string | null;
}

/** Why a file of that name in a run's folder cannot be used; null where nothing speaks against it. */
type Check = (path: string, dir: string) => Promise<string | null>;

const OTHER = "its content is not what its folder is named by";

const specOf: Check = async (path, dir) => {
  const id = basename(dir);
  const isEval = basename(join(dir, "..")) === "eval";
  if (isEval) {
    const found = await readJson(path, fields({ spec: evalSpec, dependencies }));
    if (found.state === "damaged") return found.why;
    if (found.state === "absent") return null;
    return idOr(() => evalIdOf(found.value.spec, found.value.dependencies).evalId) === id
      ? null
      : OTHER;
  }
  const found = await readJson(path, identity);
  if (found.state === "damaged") return found.why;
  if (found.state === "absent") return null;
  return idOr(() => trainIdOf(found.value.spec, found.value.dependencies).trainId) === id
    ? null
    : OTHER;
};

/** A damaged spec may name what no fingerprint has. */
function idOr(id: () => string): string | null {
  try {
    return id();
  } catch {
    return null;
  }
}

const whyOf = (found: { readonly state: string } | (Damage & { readonly state: "damaged" })) =>
  "why" in found ? found.why : null;

const container: Check = (path) =>
  readContainer(path, json).then(
    () => null,
    (error: unknown) => {
      if (error instanceof AmtlError) return error.details.got ?? error.message;
      throw error;
    },
  );

const predictions: Check = async (path, dir) => {
  const shape = fields({ files: optional(fields({ [FILES.predictions]: optional(text) })) });
  const found = await readJson(join(dir, FILES.result), shape);
  const digest = found.state === "value" ? found.value.files?.[FILES.predictions] : undefined;
  if (digest === undefined || digest === sha256(await readFile(path))) return null;
  return "its content does not fit the digest in result.json; remove both, and run the same table again";
};

const fact = fields({ title: text, h_idx: count, t_idx: count, r: text });

const kept: Check = async (path) => {
  const found = keptLines(await readFile(path, "utf8"));
  if (found === null) return "its content does not fit the digest that it carries";
  // Of earlier versions, which kept no digest.
  const lines = found.lines.split("\n").slice(0, -1);
  const torn = found.sealed ? -1 : lines.findIndex((line) => parseLine(line, fact) === null);
  return torn === -1 ? null : `line ${torn + 1} is no prediction`;
};

/** What is read of a run, by the names of files. */
const CHECKS: readonly (readonly [RegExp, Check])[] = [
  [/^result\.json$/, async (_, dir) => whyOf(await inspectResult(dir))],
  [/^provenance\.json$/, async (_, dir) => whyOf(await inspectProvenance(dir))],
  [/^spec\.json$/, specOf],
  [/^predictions\.ndjson$/, predictions],
  [/^scores\/.*\/predictions-\w+\.ndjson$/, kept],
  [
    /^weights\.bin$|^scores\/.*\/scores\.bin$|^attempts\/\d+\/(checkpoint|best-\d+)\.bin$/,
    container,
  ],
];

/** Reads every file of a run's folder (…/train/<id>, …/eval/<id>) that a number may rest on. */
export async function verifyFolder(dir: string): Promise<readonly Verified[]> {
  const names = await readdir(dir, { recursive: true }).catch(() => []);
  const found: Verified[] = [];
  for (const name of names.sort()) {
    const check = CHECKS.find(([pattern]) => pattern.test(name))?.[1];
    if (check === undefined) continue;
    const path = join(dir, name);
    const bytes = await stat(path).then(
      ({ size }) => size,
      () => 0,
    );
    const damage = await check(path, dir).catch((error: unknown) => {
      if (errorCode(error) === "ENOENT") return null;
      return error instanceof Error ? error.message : String(error);
    });
    found.push({ path, bytes, damage });
  }
  return found;
}
