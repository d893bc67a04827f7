import type { Read } from "../base/read-json.js";
import type { EvalResult, TrainResult } from "../contract/result.js";
import {
  inspectSealedEval,
  inspectSealedTraining,
  type SealedResult,
} from "../store/read-result.js";
import { inspectIdentity, specFlaw, type FoundIdentity } from "./identity.js";
import { inspectProvenance, type Recorded } from "./provenance.js";

/** Readers of the files in a run's folder, …/train/<trainId> or …/eval/<evalId>, that tables and states rest on. */
export interface RunFiles {
  readonly training: (dir: string) => Promise<Read<SealedResult<TrainResult>>>;
  readonly evaluation: (dir: string) => Promise<Read<SealedResult<EvalResult>>>;
  readonly provenance: (dir: string) => Promise<Read<Recorded>>;
  /** What the folder of a training says that it is. */
  readonly identity: (dir: string) => Promise<FoundIdentity>;
  /** Why spec.json of an evaluation cannot be used; null where nothing speaks against it. */
  readonly evalSpecFlaw: (dir: string) => Promise<string | null>;
}

/** Reads at every call. */
export const RUN_FILES: RunFiles = {
  training: inspectSealedTraining,
  evaluation: inspectSealedEval,
  provenance: inspectProvenance,
  identity: inspectIdentity,
  evalSpecFlaw: specFlaw,
};

/**
 * Reads each file once, as it was at the first call: for an answer that several parts of it rest on the same files of,
 * and that ends before anything would be read anew.
 */
export const readOnce = (files: RunFiles = RUN_FILES): RunFiles => ({
  training: once(files.training),
  evaluation: once(files.evaluation),
  provenance: once(files.provenance),
  identity: once(files.identity),
  evalSpecFlaw: once(files.evalSpecFlaw),
});

function once<T>(read: (dir: string) => Promise<T>): (dir: string) => Promise<T> {
  const known = new Map<string, Promise<T>>();
  return (dir) => {
    const found = known.get(dir) ?? read(dir);
    known.set(dir, found);
    return found;
  };
}
