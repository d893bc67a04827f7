import { basename, join, relative } from "node:path";
import { peakMemory } from "../provenance/recorder.js";
import { checkClaim } from "../store/claims/claim.js";
import { bestName, removeOlderBest, writeCheckpoint, type Checkpoint } from "./checkpoint.js";
import type { Model } from "./model.js";
import { freshProgress, type Progress } from "./state.js";
import type { Trained, TrainingRun } from "./training-run.js";
import { keepWeights, writeWeights } from "./weights.js";

/** What a run leaves in its folder while something learns, and tells of it. */
export interface TrainingRecord {
  /** Where the run stands; whoever learns moves it on. */
  readonly progress: Progress;
  /** Writes a checkpoint. @throws when another worker has the run. */
  readonly save: (state: Pick<Checkpoint, "step" | "parameters" | "optimizer">) => Promise<void>;
  /** Tells the last dev result; where it is the best, the model's weights are kept. */
  readonly evaluated: (step: number, isBest: boolean) => Promise<void>;
  /** Leaves the best weights in the run's folder: the weights of the result are those of whoever writes it. */
  readonly end: (steps: number, resumedAt: number | null) => Promise<Trained>;
}

/** The record of an attempt that begins now, from the checkpoint where there is one. */
export function createRecord(
  run: TrainingRun,
  { parameters }: Pick<Model, "parameters">,
  checkpoint: Checkpoint | null,
): TrainingRecord {
  const { spec, trainId, engine, threads, dir, attempt, messages } = run;
  const progress = checkpoint === null ? freshProgress() : structuredClone(checkpoint.progress);
  let bestFile = checkpoint?.bestFile ?? null;
  const begun = performance.now();
  const before = progress.seconds;
  const secondsNow = (): number => before + (performance.now() - begun) / 1000;
  const peakSoFar = (): number => Math.max(progress.peakMemoryBytes ?? 0, peakMemory());
  return {
    progress,
    save: async (state) => {
      await checkClaim(attempt);
      progress.seconds = secondsNow();
      progress.peakMemoryBytes = peakSoFar();
      await writeCheckpoint(attempt, { trainId, engine, threads, ...state, progress, bestFile });
      if (bestFile !== null) await removeOlderBest(attempt, basename(bestFile));
      messages.send({ type: "checkpoint", step: state.step });
    },
    evaluated: async (step, isBest) => {
      const { epoch, f1, ignF1, precision, recall } = progress.dev.at(-1)!;
      const metrics = { f1, ignF1, precision, recall };
      messages.send({ type: "evaluated", evalSet: spec.devSet, epoch, metrics });
      if (!isBest) return;
      const path = join(attempt, bestName(step));
      await writeWeights(path, trainId, parameters);
      bestFile = relative(dir, path);
    },
    end: async (steps, resumedAt) => {
      await checkClaim(attempt);
      await keepWeights(join(dir, bestFile!), dir, trainId);
      const { dev, best } = progress;
      return {
        result: { schema: 1, trainId, dev, best, steps },
        ...{ resumedAt, seconds: secondsNow(), peakMemoryBytes: peakSoFar() },
      };
    },
  };
}
