import { join } from "node:path";
import { AmtlError } from "../base/errors.js";
import { readJsonOr } from "../base/read-json.js";
import { projectRoot } from "../base/root.js";
import { fields, text } from "../base/shape.js";
import { revisionOf } from "../provenance/facts/git.js";

/** What a bug report or an appendix needs to name a program. */
export interface ProgramVersion {
  readonly version: string;
  /** null where the program is no git checkout. */
  readonly commit: string | null;
  /** Whether tracked files differ from the commit. */
  readonly dirty: boolean | null;
  /** "v20.19.0" */
  readonly node: string;
  /** The engine that would run; null where the one asked for, or an installed one, cannot. */
  readonly engine: string | null;
}

/** The program's version; loads no engine. */
export async function programVersion(): Promise<ProgramVersion> {
  const root = projectRoot();
  const manifest = await readJsonOr(join(root, "package.json"), fields({ version: text }));
  if (manifest === null) throw new Error(`Expected a version in ${root}/package.json`);
  const { plannedEngine } = await import("../engine/start.js");
  const engine = await plannedEngine().catch((error: unknown) => {
    if (error instanceof AmtlError) return null;
    throw error;
  });
  const revision = await revisionOf(root);
  return { ...manifest, ...revision, node: process.version, engine: engine?.id ?? null };
}
