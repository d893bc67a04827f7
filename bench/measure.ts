import { execFileSync, spawnSync } from "node:child_process";

/** A number that `npm run bench` prints, and what it may be at most. */
export interface Measure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** null: for orientation only. */
  readonly limit: number | null;
  /** How it was measured, in a clause. */
  readonly how: string;
}

/** Seconds that `node` with these arguments takes, start and end included: the best of several times. */
export function bestSeconds(
  times: number,
  words: readonly string[],
  env: NodeJS.ProcessEnv = {},
): number {
  const seconds = Array.from({ length: times }, () => {
    const begun = performance.now();
    execFileSync(process.execPath, words, { env: { ...process.env, ...env }, stdio: "ignore" });
    return (performance.now() - begun) / 1000;
  });
  return Math.min(...seconds);
}

/** Says on another stream than the program's own what the process took. */
const METER =
  "import { writeSync } from 'node:fs'; process.on('exit', () => { const { user, system } = process.cpuUsage(); writeSync(3, String((user + system) / 1e6)); });";

/**
 * Seconds of processors, the program's and the system's, that `node` with these arguments takes: the least of several
 * calls, before which there is one more to fill caches.
 * @throws Error for a program that fails.
 */
export function leastProcessorSeconds(times: number, words: readonly string[]): number {
  const seconds = Array.from({ length: times + 1 }, () => {
    const meter = `data:text/javascript,${encodeURIComponent(METER)}`;
    const { status, output } = spawnSync(process.execPath, ["--import", meter, ...words], {
      stdio: ["ignore", "ignore", "pipe", "pipe"],
      encoding: "utf8",
    });
    const [, , said, taken] = output;
    if (status !== 0) throw new Error(`Expected ${words.join(" ")} to end well, got: ${said}`);
    return Number(taken);
  });
  return Math.min(...seconds.slice(1));
}
