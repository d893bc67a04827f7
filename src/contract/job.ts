import type { OwnDataset } from "./corpus/dataset.js";
import type { EncoderOrigin } from "./corpus/encoder.js";
import type { EvalSpec } from "./eval-spec.js";
import type { Dependencies, TrainSpec } from "./train-spec.js";
import type { EngineId } from "./compute/engine.js";

/**
 * attempts/<k>/job.json: what an executor asks of a worker. The worker trains unless the run has a result,
 * then does the evaluations that have none.
 */
export interface Job {
  readonly schema: 1;
  /** Folder that holds train/ and eval/. */
  readonly root: string;
  readonly trainId: string;
  readonly train: TrainSpec;
  readonly dependencies: Dependencies;
  readonly evals: readonly {
    readonly evalId: string;
    readonly spec: EvalSpec;
    readonly dependencies: Dependencies;
  }[];
  readonly engine: EngineId;
  /** Threads of the engine; fixed by the profile. */
  readonly threads: number;
  /** Keep the best weights after training, or only the scores. */
  readonly keep: "weights" | "scores";
  /** Whether encoder layers are computed again on the way back instead of kept; absent: they are kept. */
  readonly recompute?: boolean;
  /** What the user typed, and where; absent in jobs of earlier versions. */
  readonly command?: { readonly argv: readonly string[]; readonly cwd: string };
  /** What executors say of the job's place, by executor (`facts` of an Executor); absent in jobs of earlier versions. */
  readonly facts?: Readonly<Record<string, Readonly<Record<string, string>> | null>>;
  /** Folders of the runs that it rests on, all of them done, by the role of each; absent: none. */
  readonly restsOn?: Readonly<Record<string, string>>;
  /** Absolute folder of the exported model that training starts from; absent: none. */
  readonly initFolder?: string;
  /** Files of losses that are not the project's, by id; absent where the run has none. */
  readonly lossFiles?: Readonly<Record<string, string>>;
  /** File of the run's backbone, where it is not the project's. */
  readonly backboneFile?: string;
  /** Data sets that are not the project's and that the run reads; absent where there are none. */
  readonly datasets?: readonly OwnDataset[];
  /** The run's encoder, where it is not the project's. */
  readonly encoder?: EncoderOrigin;
  /** How the program of `train.worker` is started; absent for the built-in trainer. */
  readonly worker?: {
    readonly argv: readonly string[];
    /** Absolute. */
    readonly cwd: string;
    /** Seconds without output after which it counts as hung. */
    readonly silence: number;
  };
}
