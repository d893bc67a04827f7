import { existsSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { execa } from "execa";

export interface CommandResult {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a command in a process of its own. @param usage as in its entry: "eval <predictions>". */
export async function runCommand(usage: string, words: readonly string[]): Promise<CommandResult> {
  const compiled = fileURLToPath(new URL("run-command.js", import.meta.url));
  const program = existsSync(compiled)
    ? [compiled]
    : ["--import", "tsx", compiled.replace(/js$/, "ts")];
  const name = usage.split(" ")[0];
  const result = await execa(process.execPath, [...program, usage, name, ...words], {
    reject: false,
  });
  return { code: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}
