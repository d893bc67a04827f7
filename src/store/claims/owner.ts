import { randomBytes } from "node:crypto";
import { execFile } from "node:child_process";
import { readFile, readlink } from "node:fs/promises";
import { hostname } from "node:os";
import { promisify } from "node:util";
import { count, fields, oneOf, text, type Shape } from "../../base/shape.js";
import type { Owner } from "../../contract/run-state.js";
import { LIVENESS } from "./liveness.js";

/** owner.json, of an attempt or a command. */
export const ownerShape: Shape<Owner> = fields({
  schema: oneOf(1),
  host: text,
  machine: text,
  pid: count,
  started: text,
  nonce: text,
  since: text,
});

const orEmpty = (promise: Promise<string>): Promise<string> => promise.catch(() => "");

/** Boot and process-id namespace where Linux has them; elsewhere the host's name. */
async function machineId(): Promise<string> {
  if (LIVENESS.machine !== undefined) return LIVENESS.machine;
  const boot = await orEmpty(readFile("/proc/sys/kernel/random/boot_id", "utf8"));
  const namespace = await orEmpty(readlink("/proc/self/ns/pid"));
  return `${boot.trim()} ${namespace}`.trim();
}

/**
 * Start time of a process of this machine; null when it is gone (or is a zombie: dead, not yet collected).
 */
export async function processStart(pid: number): Promise<string | null> {
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

let self: Promise<Omit<Owner, "nonce" | "since">> | undefined;

async function describeSelf(): Promise<Omit<Owner, "nonce" | "since">> {
  const [machine, started] = await Promise.all([machineId(), processStart(process.pid)]);
  return {
    schema: 1,
    host: hostname(),
    machine,
    pid: process.pid,
    started: started ?? "unknown",
  };
}

/** This process as the owner of a new claim. */
export async function newOwner(): Promise<Owner> {
  self ??= describeSelf();
  return {
    ...(await self),
    nonce: randomBytes(8).toString("hex"),
    since: new Date().toISOString(),
  };
}

/**
 * Whether the owner's process still runs: "unknown" when it is on another machine, where only its heartbeat is visible.
 */
export async function ownerState(owner: Owner): Promise<"alive" | "dead" | "unknown"> {
  self ??= describeSelf();
  const here = await self;
  if (owner.host !== here.host || owner.machine !== here.machine) return "unknown";
  return (await processStart(owner.pid)) === owner.started ? "alive" : "dead";
}
