import { setTimeout as delay } from "node:timers/promises";
import type { ProcessExit } from "../contract/worker.js";
import { ProgramFailure } from "./failure.js";
import { boundedLines, type Line } from "./lines.js";
import { peakMemory, type Program } from "./program.js";

/** How a program is watched. */
export interface Watching {
  /** Seconds without a byte on either stream after which it is ended. */
  readonly silence: number;
  /** Seconds for a checkpoint between SIGTERM and SIGKILL. */
  readonly grace: number;
  /** Asked five times a second; throws when the program is to write a checkpoint and end. */
  readonly check: () => void;
  /** Takes each line of standard output; throws when the program is to be ended. */
  readonly onLine: (line: Line) => void | Promise<void>;
  /** Takes what it writes to standard error. */
  readonly onStderr: (chunk: Buffer) => void;
}

export interface Watched {
  readonly exit: ProcessExit;
  /** Why it was asked to end: what `check` or `onLine` threw, or its silence; null when it ended by itself. */
  readonly reason: Error | null;
  /** Largest resident memory in bytes; null where the system does not tell. */
  readonly peakMemoryBytes: number | null;
}

const TICK_MS = 200;
/** Milliseconds between two readings of the memory, and between SIGTERM and SIGKILL for a program that is not to save anything. */
const SLOW_MS = 2000;

/** Follows a program to its end. Never rejects for what the program does. */
export async function watch(
  program: Program,
  { silence, grace, check, onLine, onStderr }: Watching,
): Promise<Watched> {
  let heard = performance.now();
  let reason: Error | null = null;
  let killAt = Infinity;
  let peakMemoryBytes: number | null = null;
  const end = (why: unknown, graceMs: number): void => {
    if (reason !== null) return;
    reason = why instanceof Error ? why : new Error(String(why));
    killAt = performance.now() + graceMs;
    program.signal("SIGTERM");
  };
  // Whatever it writes is a sign of life: progress bars write no whole lines, and to standard error.
  async function* alive(stream: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
    for await (const chunk of stream) {
      heard = performance.now();
      yield chunk;
    }
  }
  const readLines = async (): Promise<void> => {
    for await (const line of boundedLines(alive(program.stdout))) await onLine(line);
  };
  const readStderr = async (): Promise<void> => {
    for await (const chunk of alive(program.stderr)) onStderr(chunk);
  };
  const reading = Promise.all([
    readLines().catch((error: unknown) => {
      end(error, SLOW_MS);
      // Nothing reads the pipe any more: a program that still writes gets SIGPIPE.
      program.stdout.destroy();
    }),
    readStderr().catch(() => undefined),
  ]);
  const tick = (): void => {
    const now = performance.now();
    try {
      check();
    } catch (error) {
      end(error, grace * 1000);
    }
    if (now - heard > silence * 1000) end(silent(silence), SLOW_MS);
    if (now > killAt) program.signal("SIGKILL");
  };
  const measure = async (): Promise<void> => {
    const bytes = program.pid === undefined ? null : await peakMemory(program.pid);
    peakMemoryBytes = Math.max(bytes ?? 0, peakMemoryBytes ?? 0) || null;
  };
  const timers = [
    setInterval(tick, TICK_MS),
    setInterval(() => {
      void measure();
    }, SLOW_MS),
  ];
  await measure();
  const exit = await program.exit;
  timers.forEach(clearInterval);
  // What it said last is still in the pipe; what it left behind may hold that open for ever.
  await Promise.race([reading, delay(SLOW_MS, undefined, { ref: false })]);
  program.stdout.destroy();
  program.stderr.destroy();
  return { exit, reason, peakMemoryBytes };
}

const silent = (seconds: number): ProgramFailure =>
  new ProgramFailure(
    "timed-out",
    `The program printed nothing for ${seconds} s and was ended; standard output and standard error both count. If it needs longer in silence, let it print progress, or allow more: --worker-silence ${2 * seconds}, or silence in the experiment file`,
  );
