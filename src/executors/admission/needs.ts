import { assumedMemory } from "../../experiment/cost/memory.js";
import type { TrainSpec } from "../../contract/train-spec.js";
import { readPeak, readPeaks, type Peak } from "../../provenance/peaks.js";
import type { Job } from "../../contract/job.js";

/** What a run is expected to take at its peak, in bytes; 0 where it is unknown. */
export interface Need {
  readonly host: number;
  readonly gpu: number;
  /** Whether the host's is of runs like it. */
  readonly measured: boolean;
}

const GIB = 2 ** 30;

/** What a process keeps beside the GPU's memory; assumed, no GPU having been measured. */
const BESIDE_GPU = 4 * GIB;

/** What runs have in common that take the same memory. */
const kindOf = (engine: string, spec: TrainSpec, recompute: boolean): string => {
  const { profile, encoder, backbone, worker, limit } = spec;
  const command = worker?.command ?? null;
  return JSON.stringify([engine, profile, encoder, backbone, command, recompute, limit]);
};

const engineOf = ({ engine, train }: Job): string =>
  train.worker === undefined ? engine : "worker";

/** Says what runs need, from those that have been. */
export interface Needs {
  /** @param onGpu whether it computes on a GPU. */
  readonly of: (job: Job, onGpu: boolean) => Promise<Need>;
  /** Takes the peak of a run that has just ended. */
  readonly learn: (job: Job) => Promise<void>;
}

/** @param root results folder; read when the first run is asked about. */
export function newNeeds(root: string): Needs {
  const peaks = new Map<string, number>();
  const add = ({ engine, spec, recompute, bytes }: Peak): void => {
    const kind = kindOf(engine, spec, recompute);
    peaks.set(kind, Math.max(bytes, peaks.get(kind) ?? 0));
  };
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    for (const peak of await readPeaks(root)) add(peak);
  };
  return {
    of: async (job, onGpu) => {
      await (reading ??= read());
      const engine = engineOf(job);
      const recompute = job.recompute === true;
      const training = engine === "worker" ? 0 : (assumedMemory(job.train, recompute)?.bytes ?? 0);
      const peak = peaks.get(kindOf(engine, job.train, recompute));
      const host = onGpu ? Math.min(BESIDE_GPU, training) : training;
      return {
        host: peak ?? host,
        gpu: onGpu ? training : 0,
        measured: peak !== undefined,
      };
    },
    learn: async ({ trainId }) => {
      const peak = await readPeak(root, trainId);
      if (peak !== null) add(peak);
    },
  };
}
