import type { EngineId } from "../../contract/engine.js";
import type { TrainSpec } from "../../contract/spec.js";
import { readPeak, readPeaks, type Peak } from "../../provenance/peaks.js";
import type { Job } from "../../contract/job.js";

/** What a run is expected to take at its peak, in bytes; 0 where nothing tells. */
export interface Need {
  readonly host: number;
  readonly gpu: number;
  /** Whether the host's is of runs like it. */
  readonly measured: boolean;
}

const GIB = 2 ** 30;

/**
 * Where no run like it was measured. tiny and minilm: the most of 60 trainings of smoke (1.07) and of 3 of mini (3.8) on
 * the native engine. bert-base: from training steps of its shape, 4.25 with batches of 4 × 256 pieces and 6.2 with
 * 4 × 512; here for the longest batch, 4 × 1024. roberta-large: reckoned, not measured: 355 million parameters at 16
 * bytes, and 2.7 times the activations (24 layers of 1024 beside 12 of 768).
 */
const BY_ENCODER: Readonly<Record<string, number>> = {
  "tiny-bert": 1.1 * GIB,
  "tiny-roberta": 1.1 * GIB,
  "minilm-l6": 4 * GIB,
  "bert-base-cased": 10 * GIB,
  "roberta-large": 27 * GIB,
};
/** What a process keeps beside the GPU's memory; assumed, no GPU having been measured. */
const BESIDE_GPU = 4 * GIB;

/** What runs have in common that take the same memory. */
const kindOf = (engine: string, spec: TrainSpec): string =>
  JSON.stringify([engine, spec.profile, spec.encoder, spec.backbone, spec.worker?.command ?? null]);

const engineOf = ({ engine, train }: Job): EngineId | "worker" =>
  train.worker === undefined ? engine : "worker";

/** Says what runs need, from those that have been. */
export interface Needs {
  readonly of: (job: Job) => Promise<Need>;
  /** Takes the peak of a run that has just ended. */
  readonly learn: (job: Job) => Promise<void>;
}

/** @param root results folder; read when the first run is asked about. */
export function newNeeds(root: string): Needs {
  const peaks = new Map<string, number>();
  const add = ({ engine, spec, bytes }: Peak): void => {
    const kind = kindOf(engine, spec);
    peaks.set(kind, Math.max(bytes, peaks.get(kind) ?? 0));
  };
  let reading: Promise<void> | undefined;
  const read = async (): Promise<void> => {
    for (const peak of await readPeaks(root)) add(peak);
  };
  return {
    of: async (job) => {
      await (reading ??= read());
      const engine = engineOf(job);
      const training = engine === "worker" ? 0 : (BY_ENCODER[job.train.encoder] ?? 0);
      const peak = peaks.get(kindOf(engine, job.train));
      const host = engine === "cuda" ? Math.min(BESIDE_GPU, training) : training;
      return {
        host: peak ?? host,
        gpu: engine === "cuda" ? training : 0,
        measured: peak !== undefined,
      };
    },
    learn: async ({ trainId }) => {
      const peak = await readPeak(root, trainId);
      if (peak !== null) add(peak);
    },
  };
}
