import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../base/map-limited.js";
import type { TrainSpec } from "../contract/train-spec.js";
import { trainDir } from "../store/paths.js";
import { readIdentity } from "./identity.js";
import { readProvenance } from "./provenance.js";

/** What a training took at its peak, in bytes of the machine's memory. */
export interface Peak {
  readonly spec: TrainSpec;
  /** Engine as provenance names it: native, cuda, wasm, or worker for a user's program. */
  readonly engine: string;
  /** Whether encoder layers were computed again instead of kept. */
  readonly recompute: boolean;
  readonly bytes: number;
}

/** As many tell as much as all do, and a start should not wait for thousands of files. */
const AT_MOST = 200;
/** Folders that are read at a time. */
const AT_ONCE = 32;

/** The peak of one training; null where it is not recorded or cannot be read. */
export async function readPeak(root: string, trainId: string): Promise<Peak | null> {
  const dir = trainDir(root, trainId);
  const { peakMemoryBytes: bytes = 0, engine, recompute = false } = await readProvenance(dir);
  if (!(bytes > 0) || engine?.id === undefined) return null;
  const identity = await readIdentity(dir).catch(() => null);
  return identity === null ? null : { spec: identity.spec, engine: engine.id, recompute, bytes };
}

/** Peaks of trainings that the folder holds, of 200 at most. It need not exist. */
export async function readPeaks(root: string): Promise<readonly Peak[]> {
  const ids = await readdir(join(root, "train")).catch(() => []);
  const peaks = await mapLimited(ids.slice(0, AT_MOST), AT_ONCE, (id) => readPeak(root, id));
  return peaks.filter((peak) => peak !== null);
}
