import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { open, writeFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { createInterface } from "node:readline";
import { PassThrough, Readable } from "node:stream";
import { fileURLToPath } from "node:url";
import { diskError } from "../../store/files.js";
import { FILES } from "../../store/paths.js";
import { oomKills } from "../machine/oom.js";
import { workerEnvironment } from "./environment.js";
import type { Launch, ProcessExit } from "../../contract/worker.js";

/** The built-in trainer's entry, compiled or not. AMTL_WORKER names another program for Node to run. */
export function workerPath(env: NodeJS.ProcessEnv = process.env): string {
  const given = env.AMTL_WORKER;
  if (given !== undefined && given !== "") return given;
  const compiled = fileURLToPath(new URL("../../train/worker.js", import.meta.url));
  return existsSync(compiled) ? compiled : compiled.replace(/\.js$/, ".ts");
}

/** Node's options for a worker: TypeScript sources need the loader that this process was started with. */
const optionsFor = (path: string): string[] => (extname(path) === ".ts" ? ["--import", "tsx"] : []);

/** Readline loses what comes, and the end, between its making and its reading: here both are one. */
async function* linesOf(input: Readable): AsyncGenerator<string> {
  yield* createInterface({ input, crlfDelay: Infinity });
}

/** Ends what is left of a process group, if anything is. */
function endGroup(leader: number | undefined): void {
  try {
    if (leader !== undefined) process.kill(-leader, "SIGKILL");
  } catch {
    // As a rule nothing is.
  }
}

/** Where memory runs short, the kernel takes a worker first: its run goes on from a checkpoint, which nothing else does. */
const OOM_SCORE = "500";

async function preferred(pid: number | undefined): Promise<void> {
  if (process.platform !== "linux" || pid === undefined) return;
  await writeFile(`/proc/${pid}/oom_score_adj`, OOM_SCORE).catch(() => undefined);
}

/**
 * Starts `node <path> <attempt>` in a process group of its own: Ctrl-C on the terminal reaches only this process,
 * which then asks its workers to end. The IPC channel closes when this process dies, however it dies; a worker
 * ends when that happens. Standard error is a file of the worker's own, so that its last words outlive this process
 * (which is why Node's own spawn is used here: execa would pass them through a pipe).
 *
 * @param machine stands for / in tests, where the kernel's counters are read.
 */
export const launchProcess =
  (path: string, machine = "/"): Launch =>
  async (attempt, env = {}) => {
    const stderr = await open(join(attempt, FILES.stderr), "a").catch((error: unknown) => {
      throw diskError(error, attempt);
    });
    const killed = await oomKills(machine);
    const child = spawn(process.execPath, [...optionsFor(path), path, attempt], {
      stdio: ["ignore", "pipe", stderr.fd, "ipc"],
      detached: true,
      env: { ...workerEnvironment(), ...env },
    });
    const ended = new Promise<ProcessExit>((resolve) => {
      child.once("error", (error) => {
        resolve({ code: null, signal: null, startError: error.message });
      });
      child.once("close", (code, signal) => {
        resolve({ code, signal, startError: null });
      });
    });
    child.once("exit", () => {
      // A worker that was killed cannot end the program that it hosts; nothing of it may go on unseen.
      endGroup(child.pid);
    });
    const exit = ended.then(async (how): Promise<ProcessExit> => {
      if (how.signal !== "SIGKILL" || killed === null) return how;
      const isShort = ((await oomKills(machine)) ?? 0) > killed;
      return isShort ? { ...how, because: { kind: "memory" } } : how;
    });
    // Taken at once: what nobody reads when a process ends is thrown away, its end included. (There is no stdout
    // when the process table was full.)
    const output = (child.stdout ?? Readable.from([])).pipe(new PassThrough());
    await stderr.close();
    await preferred(child.pid);
    const signal = (name: NodeJS.Signals, group: boolean): void => {
      if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) return;
      try {
        process.kill(group ? -child.pid : child.pid, name);
      } catch {
        // It has just ended.
      }
    };
    return {
      pid: child.pid,
      lines: linesOf(output),
      exit,
      terminate: () => {
        signal("SIGTERM", false);
      },
      kill: () => {
        signal("SIGKILL", true);
      },
    };
  };
