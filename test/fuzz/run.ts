import { fork } from "node:child_process";
import { mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { Said } from "./child.js";
import type { Reader } from "./reader.js";

/** Wall-clock seconds after which an input counts as endless, however slow the machine. */
const ENDLESS = 300;

/** An input that a reader neither read nor refused. */
export interface Failure {
  readonly number: number;
  readonly name: string;
  readonly wrong: string;
  /** null: the process ended with it. */
  readonly input: Buffer | null;
}

export interface Run {
  readonly failures: readonly Failure[];
  /** Processor time. */
  readonly seconds: number;
  /** Largest resident memory, in bytes. */
  readonly rss: number;
}

/** Reads so many inputs of a reader, in processes of their own: one that an input ends is followed by another. */
export async function readInputs(reader: Reader, seed: number, count: number): Promise<Run> {
  const folder = await mkdtemp(join(tmpdir(), "amtl-fuzz-"));
  try {
    const failures: Failure[] = [];
    let [first, seconds, rss] = [0, 0, 0];
    while (first < count) {
      const part = await readFrom(reader.id, seed, first, count - first, folder);
      failures.push(...part.failures);
      seconds += part.seconds;
      rss = Math.max(rss, part.rss);
      first = part.next;
    }
    return { failures, seconds, rss };
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function readFrom(
  id: string,
  seed: number,
  first: number,
  count: number,
  folder: string,
): Promise<Run & { readonly next: number }> {
  const place = join(folder, String(first));
  await mkdir(place);
  const words = [id, seed, first, count, place].map(String);
  const env = {
    ...process.env,
    AMTL_CACHE: join(place, "cache"),
    AMTL_DATA: join(place, "data"),
    JITI_FS_CACHE: "false",
  };
  const child = fork(fileURLToPath(new URL("./child.js", import.meta.url)), words, {
    env,
    stdio: ["ignore", "ignore", "pipe", "ipc"],
    execArgv: ["--enable-source-maps"],
  });
  const failures: Failure[] = [];
  let [next, seconds, rss] = [first, 0, 0];
  let [isWhole, isEndless, stderr] = [false, false, ""];
  let timer: NodeJS.Timeout | undefined;
  child.stderr?.setEncoding("utf8").on("data", (text: string) => {
    stderr = (stderr + text).slice(-2000);
  });
  child.on("message", (said: Said) => {
    clearTimeout(timer);
    if (said.type === "fails") {
      failures.push({ ...said, input: Buffer.from(said.input, "base64") });
    } else if (said.type === "ends") {
      ({ seconds, rss } = said);
      isWhole = true;
    } else {
      next = said.number + 1;
      timer = setTimeout(() => {
        isEndless = true;
        child.kill("SIGKILL");
      }, ENDLESS * 1000);
    }
  });
  const end = await new Promise<string>((resolve) => {
    child.on("exit", (code, signal) => {
      resolve(signal ?? `code ${code}`);
    });
  });
  clearTimeout(timer);
  if (!isWhole) {
    const wrong = isEndless ? `no end after ${ENDLESS} s` : `the process ended (${end}): ${stderr}`;
    failures.push({ number: next - 1, name: "", wrong, input: null });
  }
  return { failures, seconds, rss, next: isWhole ? first + count : next };
}
