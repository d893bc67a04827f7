import { execFileSync } from "node:child_process";

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
