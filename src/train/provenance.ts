import { execFile } from "node:child_process";
import { readFile } from "node:fs/promises";
import { cpus, hostname, release, totalmem, type } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import type { Json } from "../base/canonical.js";
import { projectRoot } from "../base/root.js";
import { prettyJson, replaceFile } from "../store/files.js";
import { FILES } from "../store/paths.js";
import { busyNeighbours, workedSoFar, type Worked } from "./neighbours.js";

/** What produced a result, beside what determines it: provenance.json. Never part of any identity. */
export interface Provenance {
  readonly schema: 1;
  readonly program: {
    readonly name: string;
    readonly version: string;
    readonly commit: string | null;
  };
  readonly node: string;
  readonly engine: { readonly id: string; readonly library: string; readonly threads: number };
  readonly host: {
    readonly name: string;
    readonly system: string;
    readonly processor: string;
    readonly processors: number;
    readonly memoryBytes: number;
  };
  readonly attempt: number;
  /** Batch from which this attempt went on; null when it began anew. */
  readonly resumedAt: number | null;
  readonly commandLine: readonly string[];
  /** ISO 8601, UTC. */
  readonly started: string;
  readonly ended: string;
  /** Training: seconds at work in all attempts; evaluation: of this one. */
  readonly seconds: number;
  /** Largest resident memory of this attempt's process. */
  readonly peakMemoryBytes: number;
  /** Processors that other processes kept busy meanwhile, on average; null where the system does not tell. */
  readonly otherProcessors: number | null;
}

/** What is read when work begins. */
export interface Beginning {
  readonly started: Date;
  readonly worked: Worked | null;
}

/** What stays the same for all results of a worker. */
export type Setting = Omit<
  Provenance,
  "started" | "ended" | "seconds" | "peakMemoryBytes" | "resumedAt" | "otherProcessors"
>;

async function commitOf(root: string): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)("git", ["-C", root, "rev-parse", "HEAD"]);
    return stdout.trim();
  } catch {
    // Not every copy of the program is a checkout, and not every machine has git.
    return null;
  }
}

export async function describeSetting(
  engine: Provenance["engine"],
  attempt: number,
): Promise<Setting> {
  const root = projectRoot();
  const { name, version } = JSON.parse(await readFile(join(root, "package.json"), "utf8")) as {
    name: string;
    version: string;
  };
  const processors = cpus();
  return {
    schema: 1,
    program: { name, version, commit: await commitOf(root) },
    node: process.version,
    engine,
    host: {
      name: hostname(),
      system: `${type()} ${release()}`,
      processor: processors[0]?.model.trim() ?? "unknown",
      processors: processors.length,
      memoryBytes: totalmem(),
    },
    attempt,
    commandLine: process.argv,
  };
}

export const beginning = (): Beginning => ({ started: new Date(), worked: workedSoFar() });

export const provenanceOf = (
  setting: Setting,
  { started, worked }: Beginning,
  seconds: number,
  resumedAt: number | null,
): Provenance => ({
  ...setting,
  resumedAt,
  started: started.toISOString(),
  ended: new Date().toISOString(),
  seconds,
  peakMemoryBytes: process.resourceUsage().maxRSS * 1024,
  otherProcessors: busyNeighbours(worked, workedSoFar()),
});

export const writeProvenance = (dir: string, provenance: Provenance): Promise<void> =>
  replaceFile(join(dir, FILES.provenance), prettyJson(provenance as unknown as Json));
