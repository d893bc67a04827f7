import { existsSync } from "node:fs";
import { relative } from "node:path";
import { goldenFolder } from "../check/find.js";
import { checkPaths, exitCodeOf } from "../check/index.js";
import type { FileReport } from "../check/checker.js";
import { lacking, type ExitCode } from "../base/errors.js";
import { startEngine, type StartedEngine } from "../engine/start.js";

export type { FileReport } from "../check/checker.js";

export interface SelfcheckRequest {
  /** Golden files, and folders that are searched through. Default: the program's own. */
  readonly paths?: readonly string[] | undefined;
  /** Id of an engine. Default: AMTL_ENGINE, else what is installed. */
  readonly engine?: string | undefined;
}

export interface SelfcheckListener {
  /** The engine that will compute. */
  readonly onEngine: (engine: Omit<StartedEngine, "tf">) => void;
  /** A file is done. */
  readonly onFile: (report: FileReport) => void;
}

export interface Selfcheck {
  readonly files: readonly FileReport[];
  /** 0 all within tolerance, 1 a deviation or an unreadable file, 3 something skipped, or no file, or not covered though it was named. */
  readonly exitCode: ExitCode;
}

/**
 * Recomputes golden files on an engine and compares. Loads TensorFlow into this process.
 * @throws AmtlError (2) for a path that does not exist or an unknown engine, (4) for an engine that does not load, and where the own files are not here.
 */
export async function selfcheck(
  { paths = [], engine }: SelfcheckRequest,
  listener: Partial<SelfcheckListener> = {},
): Promise<Selfcheck> {
  const own = goldenFolder();
  if (paths.length === 0 && !existsSync(own)) {
    throw lacking("The reference numbers are not here", {
      where: own,
      expected: "the folder test/golden of a checkout; an installed package goes without (13 MB)",
      fix: "amtl-run selfcheck PATH/test/golden, with a checkout of the project at PATH",
    });
  }
  const { tf, ...started } = await startEngine(engine);
  listener.onEngine?.(started);
  const files: FileReport[] = [];
  for await (const report of checkPaths(paths.length === 0 ? [own] : paths, {
    tf,
    engine: started.id,
  })) {
    const { file } = report;
    const shown = file.startsWith(own) ? relative(process.cwd(), file) : file;
    files.push({ ...report, file: shown });
    listener.onFile?.({ ...report, file: shown });
  }
  return { files, exitCode: exitCodeOf(files, paths.length > 0) };
}
