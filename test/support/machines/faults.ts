import {
  existsSync,
  closeSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import type { Random } from "../../../src/base/random.js";
import type { Cli } from "../commands/cli.js";

/** What can go wrong with a command and its workers. */
export type Fault = "worker" | "parent" | "both" | "disk" | "cut";

/** kill -9 of what is running. */
export function killNow({ child, events }: Cli, victim: "worker" | "parent" | "both"): void {
  const ended = new Set(
    events
      .filter(({ type }) => type === "finished" || type === "failed")
      .map(({ run, attempt }) => `${run} ${attempt}`),
  );
  const workers = events.flatMap((event) =>
    event.type === "started" && !ended.has(`${event.run} ${event.attempt}`) ? [event.pid] : [],
  );
  if (victim !== "worker") child.kill("SIGKILL");
  if (victim === "parent") return;
  for (const pid of workers) {
    try {
      process.kill(pid, "SIGKILL");
    } catch {
      // It has just ended by itself.
    }
  }
}

/** Takes all room of a file system for a while. */
export async function fillDisk(folder: string, ms: number): Promise<void> {
  const filler = join(folder, "filler");
  const file = openSync(filler, "w");
  // Ever smaller pieces, until not a byte is left.
  for (let size = 1 << 20; size >= 1; size >>= 1) {
    const piece = Buffer.alloc(size);
    try {
      for (;;) if (writeSync(file, piece) < size) break;
    } catch {
      continue;
    }
  }
  await delay(ms);
  closeSync(file);
  rmSync(filler);
}

/** Cuts one of the folder's files at a random byte, as a crash may leave it. @returns its path, or null without files. */
export function cutFile(root: string, random: Random): string | null {
  // A command that was killed as it started has made no folder yet.
  if (!existsSync(root)) return null;
  const files = readdirSync(root, { recursive: true, encoding: "utf8" })
    .filter((name) => /\.(json|ndjson|csv)$|heartbeat$/.test(name))
    .sort();
  if (files.length === 0) return null;
  const path = join(root, files[random.below(files.length)]);
  truncateSync(path, random.below(statSync(path).size + 1));
  return path;
}
