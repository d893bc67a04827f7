import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

export interface CommandResult {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs the command line, compiled or not as this file is, in a process of its own. */
export async function runCommand(...words: readonly string[]): Promise<CommandResult> {
  const compiled = fileURLToPath(new URL("run-command.js", import.meta.url));
  const program = existsSync(compiled)
    ? [compiled]
    : ["--import", "tsx", compiled.replace(/\.js$/, ".ts")];
  const result = await execa(process.execPath, [...program, ...words], { reject: false });
  return { code: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}
