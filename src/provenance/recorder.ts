import { cpus, hostname, release, totalmem, type } from "node:os";
import { basename, join } from "node:path";
import { isGpuEngine } from "../engine/registry.js";
import { readJson } from "../base/read-json.js";
import { fields, text } from "../base/shape.js";
import { projectRoot } from "../base/root.js";
import type { Dependencies } from "../contract/train-spec.js";
import { trainDir } from "../store/paths.js";
import { writeProvenance, type Energy, type Provenance } from "./provenance.js";
import type { Job } from "../contract/job.js";
import { earlierAttempts } from "./facts/earlier.js";
import { gpuMeter } from "./facts/energy-gpu.js";
import { processorMeter } from "./facts/energy-processors.js";
import { revisionOf } from "./facts/git.js";
import { gpuInUse } from "./facts/gpu.js";
import type { Meter } from "./facts/meter.js";
import { packageVersions } from "./facts/packages.js";
import { otherLoad, workedSoFar } from "./facts/other-load.js";

/** What only the work itself knows of its provenance. */
export interface Measured {
  /** Data, weights and versions that the result rests on. */
  readonly dependencies: Dependencies;
  /** Without it: those since the watch began. */
  readonly seconds?: number;
  readonly resumedAt?: number | null;
  /** Without it, and where it is less: that of this process. */
  readonly peakMemoryBytes?: number;
  /** Where this process cannot know it. */
  readonly otherProcessors?: null;
}

/** The measurement of one piece of work, from its beginning. */
export interface Watch {
  /** Writes provenance.json into a run's folder. Call it before the result is written, which makes the run done. */
  readonly record: (dir: string, measured: Measured) => Promise<void>;
}

/** Knows what is the same for all results of a worker, and measures the rest. */
export interface ProvenanceRecorder {
  readonly begin: () => Watch;
}

type Setting = Omit<
  Provenance,
  | "dependencies"
  | "started"
  | "ended"
  | "seconds"
  | "peakMemoryBytes"
  | "resumedAt"
  | "otherProcessors"
  | "energy"
>;

/** Largest resident memory of this process so far, in bytes. */
export const peakMemory = (): number => process.resourceUsage().maxRSS * 1024;

/**
 * The recorder of a worker.
 * @param attempt its folder.
 * @throws AmtlError when the attempts' folder cannot be read.
 */
export async function newProvenanceRecorder(
  job: Job,
  attempt: string,
  engine: Provenance["engine"],
): Promise<ProvenanceRecorder> {
  const device = isGpuEngine(engine.id) ? await gpuInUse() : null;
  const setting = await describeSetting(job, attempt, engine, device);
  const processors = processorMeter();
  const gpu = device === null ? null : gpuMeter(device.uuid);
  return { begin: () => beginWatch(setting, processors, gpu) };
}

async function describeSetting(
  job: Job,
  attempt: string,
  engine: Provenance["engine"],
  device: Provenance["device"],
): Promise<Setting> {
  const root = projectRoot();
  const found = await readJson(join(root, "package.json"), fields({ name: text, version: text }));
  if (found.state !== "value") throw new Error(`Expected name and version in ${root}/package.json`);
  const { name, version } = found.value;
  const processors = cpus();
  const number = Number(basename(attempt));
  return {
    schema: 2,
    program: { name, version, ...(await revisionOf(root)) },
    node: process.version,
    packages: await packageVersions(root),
    engine,
    recompute: job.recompute === true,
    ...initOf(job),
    host: {
      name: hostname(),
      system: `${type()} ${release()}`,
      processor: processors[0]?.model.trim() ?? "unknown",
      processors: processors.length,
      memoryBytes: totalmem(),
    },
    device,
    ...job.facts,
    attempt: number,
    earlierAttempts: await earlierAttempts(trainDir(job.root, job.trainId), number),
    commandLine: job.command?.argv ?? process.argv,
    directory: job.command?.cwd ?? process.cwd(),
    workerCommandLine: process.argv,
  };
}

const initOf = ({ train, initFolder }: Job): Pick<Setting, "init"> =>
  train.init === undefined || initFolder === undefined
    ? {}
    : { init: { folder: initFolder, sha256: train.init } };

function beginWatch(setting: Setting, processors: Meter, gpu: Meter | null): Watch {
  const started = new Date();
  const worked = workedSoFar();
  const ofProcessors = processors.begin();
  const ofGpu: (() => Energy) | null = gpu?.begin() ?? null;
  return {
    record: async (dir, { dependencies, seconds, resumedAt, peakMemoryBytes, otherProcessors }) => {
      const ended = new Date();
      await writeProvenance(dir, {
        ...setting,
        resumedAt: resumedAt ?? null,
        dependencies,
        started: started.toISOString(),
        ended: ended.toISOString(),
        seconds: seconds ?? (ended.getTime() - started.getTime()) / 1000,
        peakMemoryBytes: Math.max(peakMemoryBytes ?? 0, peakMemory()),
        otherProcessors: otherProcessors === null ? null : otherLoad(worked, workedSoFar()),
        energy: { processors: ofProcessors(), gpu: ofGpu?.() ?? null },
      });
    },
  };
}
