import { execa } from "execa";
import { main } from "../../../src/cli/main.js";
import { program } from "./cli.js";

export interface CommandResult {
  readonly code: number | undefined;
  /** Without its last line end. */
  readonly stdout: string;
  /** Without its last line end. */
  readonly stderr: string;
}

/** One call at a time: they share the standard streams. */
let last: Promise<unknown> = Promise.resolve();

/**
 * Runs the command line in this process and catches what it writes, as into a pipe. For commands that neither load
 * TensorFlow nor are sent signals; {@link spawnCommand} is for those.
 */
export const runCommand = (...words: readonly string[]): Promise<CommandResult> =>
  runCommandIn({}, ...words);

/** The same with some variables of the environment changed. */
export function runCommandIn(
  env: Readonly<Record<string, string>>,
  ...words: readonly string[]
): Promise<CommandResult> {
  const call = last.then(async () => {
    const [stdout, stderr] = [caught(process.stdout), caught(process.stderr)];
    const before = { ...process.env };
    Object.assign(process.env, { NO_COLOR: "1" }, env);
    try {
      const code = await main(words);
      return { code, stdout: stdout.text(), stderr: stderr.text() };
    } finally {
      stdout.release();
      stderr.release();
      for (const name of ["NO_COLOR", ...Object.keys(env)]) {
        if (before[name] === undefined) Reflect.deleteProperty(process.env, name);
        else process.env[name] = before[name];
      }
    }
  });
  last = call.catch(() => undefined);
  return call;
}

interface Caught {
  readonly text: () => string;
  readonly release: () => void;
}

/** Keeps what is written to a stream, which is no terminal meanwhile. */
function caught(stream: NodeJS.WriteStream): Caught {
  const names = ["write", "isTTY"] as const;
  const before = names.map((name) => Object.getOwnPropertyDescriptor(stream, name));
  let text = "";
  const write = (chunk: string | Uint8Array, ...rest: readonly (string | (() => void))[]) => {
    text += typeof chunk === "string" ? chunk : Buffer.from(chunk).toString();
    for (const callback of rest) if (typeof callback === "function") callback();
    return true;
  };
  Object.defineProperty(stream, "write", { value: write, configurable: true, writable: true });
  Object.defineProperty(stream, "isTTY", { value: false, configurable: true, writable: true });
  return {
    text: () => text.replace(/\n$/, ""),
    release: () => {
      names.forEach((name, at) => {
        const own = before[at];
        if (own === undefined) Reflect.deleteProperty(stream, name);
        else Object.defineProperty(stream, name, own);
      });
    },
  };
}

/** Runs the command line, compiled or not as this file is, in a process of its own. */
export async function spawnCommand(...words: readonly string[]): Promise<CommandResult> {
  const result = await execa(process.execPath, [...program(), ...words], { reject: false });
  return { code: result.exitCode, stdout: result.stdout, stderr: result.stderr };
}
