import { spawn, type ChildProcess } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { projectRoot } from "../../../src/base/root.js";
import type { RunEvent } from "../../../src/contract/event.js";
import type { WorkerPlan } from "../workers/behaviour.js";
import { standInWorker } from "../workers/execute.js";

export interface CliEnd {
  readonly code: number | null;
  readonly signal: string | null;
  readonly stdout: string;
  readonly stderr: string;
}

export interface Cli {
  readonly child: ChildProcess;
  /** Events of `--json` so far. */
  readonly events: RunEvent[];
  readonly end: Promise<CliEnd>;
  /** Resolves with the first event that fits; rejects when the program ends before. */
  readonly until: (fits: (event: RunEvent) => boolean) => Promise<RunEvent>;
}

/** What Node is to run: the built program for built tests, the sources for sources. */
export function program(): string[] {
  return import.meta.url.endsWith(".js")
    ? [join(projectRoot(), "bin", "amtl-run.js")]
    : ["--import", "tsx", join(projectRoot(), "src", "cli", "program.ts")];
}

/** Makes the program use the stand-in worker, and `root` in place of results/runs. */
export const environment = (root: string, plan: WorkerPlan): NodeJS.ProcessEnv => ({
  ...process.env,
  AMTL_WORKER: standInWorker(),
  AMTL_TEST_WORKER: JSON.stringify(plan),
  AMTL_RESULTS: root,
});

/**
 * Starts the command line with the stand-in worker.
 * @param root takes the place of results/runs.
 */
export function startCli(
  words: readonly string[],
  root: string,
  plan: WorkerPlan = { ms: 100 },
  env: NodeJS.ProcessEnv = {},
): Cli {
  const child = spawn(process.execPath, [...program(), ...words], {
    stdio: ["ignore", "pipe", "pipe"],
    env: { ...environment(root, plan), ...env },
  });
  const events: RunEvent[] = [];
  const waiting = new Set<(event: RunEvent | null) => void>();
  let [stdout, stderr] = ["", ""];
  child.stderr.setEncoding("utf8").on("data", (text: string) => (stderr += text));
  createInterface({ input: child.stdout }).on("line", (line) => {
    stdout += `${line}\n`;
    if (!line.startsWith("{")) return;
    const event = JSON.parse(line) as RunEvent;
    events.push(event);
    for (const wake of waiting) wake(event);
  });
  const end = new Promise<CliEnd>((resolve) => {
    child.once("close", (code, signal) => {
      for (const wake of waiting) wake(null);
      resolve({ code, signal, stdout, stderr });
    });
  });
  const until = (fits: (event: RunEvent) => boolean): Promise<RunEvent> =>
    new Promise((resolve, reject) => {
      const wake = (event: RunEvent | null): void => {
        if (event !== null && !fits(event)) return;
        waiting.delete(wake);
        if (event === null) reject(new Error(`ended before: ${stderr}`));
        else resolve(event);
      };
      waiting.add(wake);
      const known = events.find(fits);
      if (known !== undefined) wake(known);
    });
  return { child, events, end, until };
}
