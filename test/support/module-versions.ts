import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { sha256 } from "../../src/base/canonical.js";
import { projectRoot } from "../../src/base/root.js";
import { BACKBONES } from "../../src/model/backbone/index.js";
import { LOSSES } from "../../src/model/loss/index.js";
import {
  ENCODER_VERSION,
  FEATURES_VERSION,
  SCORER_VERSION,
  TRAINER_VERSION,
} from "../../src/catalog/versions.js";

export interface ModuleVersion {
  readonly version: number;
  /** Of the module's code without comments and layout. */
  readonly sha256: string;
}

const LOSS_FOLDER = "src/model/loss";

/** A file of the folder and those beside it that it imports, directly or not; types change no result. */
function withImports(name: string, found = new Set<string>()): string[] {
  if (found.has(name)) return [];
  found.add(name);
  const file = `${LOSS_FOLDER}/${name}.ts`;
  const imports = [...bareCode(file).matchAll(/from "\.\/([\w-]+)\.js"/g)];
  return [file, ...imports.flatMap(([, imported]) => withImports(imported, found))];
}

/** The modules that change results, their hand-kept versions, and the files and folders that they consist of. */
const MODULES: Readonly<Record<string, readonly [version: number, sources: readonly string[]]>> = {
  trainer: [TRAINER_VERSION, ["src/train"]],
  encoder: [ENCODER_VERSION, ["src/model/encoder", "src/model/nn", "src/engine/operations"]],
  features: [
    FEATURES_VERSION,
    ["features", "batch", "pairs", "positions"]
      .map((name) => `src/data/${name}.ts`)
      .concat("src/data/tokenizer"),
  ],
  scorer: [SCORER_VERSION, ["src/score"]],
  ...Object.fromEntries(
    [...LOSSES.values()].map(({ id, version }) => [`loss/${id}`, [version, withImports(id)]]),
  ),
  ...Object.fromEntries(
    [...BACKBONES.values()].map(({ id, version }) => [
      `backbone/${id}`,
      [version, ["src/model/backbone"]],
    ]),
  ),
};

/** Versions and hashes as they are now. */
export const moduleVersions = (): Record<string, ModuleVersion> =>
  Object.fromEntries(
    Object.entries(MODULES).map(([name, [version, sources]]) => [
      name,
      { version, sha256: sha256(sources.flatMap(filesOf).map(bareCode).join("\n")) },
    ]),
  );

const filesOf = (source: string): string[] =>
  source.endsWith(".ts")
    ? [source]
    : readdirSync(join(projectRoot(), source), { recursive: true, encoding: "utf8" })
        .filter((name) => /\.(ts|cc|h)$/.test(name))
        .sort()
        .map((name) => `${source}/${name}`);

/** Comments and formatting change no result. */
function bareCode(file: string): string {
  const written = readFileSync(join(projectRoot(), file), "utf8");
  if (!file.endsWith(".ts")) return written.replace(/\/\/.*$/gm, "").replace(/\s+/g, " ");
  return ts.transpileModule(written, {
    compilerOptions: { removeComments: true, target: ts.ScriptTarget.ES2022 },
  }).outputText;
}

export const recordPath = (): string => join(projectRoot(), "test/catalog/versions.json");
