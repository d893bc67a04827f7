import { spawn, type ChildProcess } from "node:child_process";
import { readFile } from "node:fs/promises";
import { Readable } from "node:stream";
import type { ProcessExit } from "../contract/worker.js";
import type { ProgramStart } from "./locate.js";

/** A program's process. */
export interface Program {
  readonly pid: number | undefined;
  readonly stdout: Readable;
  readonly stderr: Readable;
  /** When the process itself has ended; what it started may still hold its output. Never rejects. */
  readonly exit: Promise<ProcessExit>;
  readonly signal: (name: NodeJS.Signals) => void;
}

/** What a program finds in its environment beside the user's. */
export const environmentOf = (
  attempt: string,
  checkpoints: string,
  threads: number,
): NodeJS.ProcessEnv => ({
  // Other numbers of threads than the run's share would make several runs at once slower, not faster.
  OMP_NUM_THREADS: String(threads),
  // Python holds back what it prints into a pipe.
  PYTHONUNBUFFERED: "1",
  ...process.env,
  AMTL_RUN_DIR: attempt,
  AMTL_CHECKPOINT_DIR: checkpoints,
});

/**
 * Starts a program, without a shell, in this process's group: who ends the group ends both.
 *
 * @param attempt last argument.
 */
export function startProgram(
  { argv: [program, ...words], cwd }: ProgramStart,
  attempt: string,
  env: NodeJS.ProcessEnv,
): Program {
  const child: ChildProcess = spawn(program, [...words, attempt], {
    cwd,
    env,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const exit = new Promise<ProcessExit>((resolve) => {
    child.once("error", (error) => {
      resolve({ code: null, signal: null, startError: error.message });
    });
    child.once("exit", (code, signal) => {
      resolve({ code, signal, startError: null });
    });
  });
  return {
    pid: child.pid,
    // There are none when the process table was full.
    stdout: child.stdout ?? Readable.from([]),
    stderr: child.stderr ?? Readable.from([]),
    exit,
    signal: (name) => {
      if (child.pid !== undefined) child.kill(name);
    },
  };
}

/** The largest resident memory of a process so far, in bytes; null where the system does not tell. */
export async function peakMemory(pid: number): Promise<number | null> {
  const status = await readFile(`/proc/${pid}/status`, "utf8").catch(() => "");
  const found = /^VmHWM:\s+(\d+) kB$/m.exec(status);
  return found === null ? null : Number(found[1]) * 1024;
}
