import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
import type { ExecaError } from "execa";
import type { ProcessIdentity, Processes } from "./contract.js";

const orEmpty = (promise: Promise<string>): Promise<string> => promise.catch(() => "");

async function machineId(): Promise<string> {
  const boot = await orEmpty(readFile("/proc/sys/kernel/random/boot_id", "utf8"));
  const namespace = await orEmpty(readlink("/proc/self/ns/pid"));
  return `${boot.trim()} ${namespace}`.trim();
}

async function startOf(pid: number): Promise<string | null> {
  if (process.platform === "linux") {
    const stat = await orEmpty(readFile(`/proc/${pid}/stat`, "utf8"));
    // The second field is the program's name in brackets and may hold anything, brackets included.
    const fields = stat.slice(stat.lastIndexOf(")") + 2).split(" ");
    const [state, start] = [fields.at(0), fields.at(19)];
    return start === undefined || state === "Z" || state === "X" ? null : start;
  }
  const ps = promisify(execFile)("ps", ["-o", "lstart=", "-p", String(pid)]);
  const start = await orEmpty(ps.then(({ stdout }) => stdout.trim()));
  return start === "" ? null : start;
}

let identity: Promise<ProcessIdentity> | undefined;

async function describeSelf(): Promise<ProcessIdentity> {
  const [machine, started] = await Promise.all([machineId(), startOf(process.pid)]);
  return { host: hostname(), machine, pid: process.pid, started: started ?? "unknown" };
}

/** Processes as Node and Linux know them. */
export const nodeProcesses: Processes = {
  self: () => (identity ??= describeSelf()),
  startOf,
  ask: async (program, words, timeout, env) => {
    // Few commands ask programs, and all would load it.
    const { execa } = await import("execa");
    try {
      const { stdout } = await execa(program, words, { timeout, stdin: "ignore", env });
      return { ok: true, stdout };
    } catch (error) {
      const { code, stderr, shortMessage } = error as ExecaError;
      // Each line of a scheduler's begins with the program's name.
      const said = typeof stderr === "string" ? stderr.trim() : "";
      return { ok: false, why: said === "" ? shortMessage : said, missing: code === "ENOENT" };
    }
  },
};
