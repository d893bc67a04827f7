import { readdirSync, readFileSync } from "node:fs";
import { join, posix } from "node:path";
import ts from "typescript";
import { sha256 } from "../../src/base/canonical.js";
import { projectRoot } from "../../src/base/root.js";
import { BACKBONES } from "../../src/methods/backbones/index.js";
import { LOSSES } from "../../src/methods/losses/index.js";
import {
  ENCODER_VERSION,
  FEATURES_VERSION,
  SCORER_VERSION,
  TRAINER_VERSION,
} from "../../src/methods/versions.js";

export interface ModuleVersion {
  readonly version: number;
  /** Of the module's code without comments and layout. */
  readonly sha256: string;
}

const LOSS_FOLDER = "src/methods/losses/";

/** A file of the folder and those of it that it imports, directly or not; types change no result. */
function withImports(file: string, found = new Set<string>()): string[] {
  if (found.has(file) || !file.startsWith(LOSS_FOLDER)) return [];
  found.add(file);
  const imports = [...bareCode(file).matchAll(/from "(\.[^"]+)\.js"/g)];
  return [
    file,
    ...imports.flatMap(([, name]) =>
      withImports(`${posix.join(posix.dirname(file), name)}.ts`, found),
    ),
  ];
}

const lossFile = (id: string): string =>
  id === "amt" ? `${LOSS_FOLDER}amt/loss.ts` : `${LOSS_FOLDER}${id}.ts`;

/** The modules that change results, their hand-kept versions, and the files and folders that they consist of. */
const MODULES: Readonly<Record<string, readonly [version: number, sources: readonly string[]]>> = {
  trainer: [TRAINER_VERSION, ["src/train", "src/extensions/worker-losses.ts", "src/provenance"]],
  encoder: [ENCODER_VERSION, ["src/nn/encoder", "src/nn/ops", "native"]],
  features: [
    FEATURES_VERSION,
    ["features", "batch", "pairs", "positions"]
      .map((name) => `src/corpus/features/${name}.ts`)
      .concat("src/corpus/tokenizer"),
  ],
  scorer: [SCORER_VERSION, ["src/scoring"]],
  ...Object.fromEntries(
    [...LOSSES.values()].map(({ id, version }) => [
      `loss/${id}`,
      [version, withImports(lossFile(id))],
    ]),
  ),
  ...Object.fromEntries(
    [...BACKBONES.values()].map(({ id, version }) => [
      `backbone/${id}`,
      [version, ["src/methods/backbones"]],
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

export const recordPath = (): string => join(projectRoot(), "test/methods/versions.json");
