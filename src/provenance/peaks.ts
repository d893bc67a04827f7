import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../base/map-limited.js";
import type { TrainSpec } from "../contract/spec.js";
import { FILES, trainDir } from "../store/paths.js";

/** What a training took at its peak, in bytes of the machine's memory. */
export interface Peak {
  readonly spec: TrainSpec;
  /** Of provenance: native, cuda, wasm, or worker for a program of the user's. */
  readonly engine: string;
  readonly bytes: number;
}

/** As many tell as much as all do, and a start should not wait for thousands of files. */
const AT_MOST = 200;
/** Folders that are read at a time. */
const AT_ONCE = 32;

interface Recorded {
  readonly peakMemoryBytes?: unknown;
  readonly engine?: { readonly id?: unknown };
}

const readJson = async (path: string): Promise<unknown> => {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch {
    return null;
  }
};

/** The peak of one training; null where it is not recorded or cannot be read. */
export async function readPeak(root: string, trainId: string): Promise<Peak | null> {
  const dir = trainDir(root, trainId);
  const recorded = (await readJson(join(dir, FILES.provenance))) as Recorded | null;
  const bytes = recorded?.peakMemoryBytes;
  const engine = recorded?.engine?.id;
  if (typeof bytes !== "number" || !(bytes > 0) || typeof engine !== "string") return null;
  const content = (await readJson(join(dir, FILES.spec))) as { spec?: TrainSpec } | null;
  return content?.spec === undefined ? null : { spec: content.spec, engine, bytes };
}

/** Peaks of trainings that the folder holds, of 200 at most. It need not exist. */
export async function readPeaks(root: string): Promise<readonly Peak[]> {
  const ids = await readdir(join(root, "train")).catch(() => []);
  const peaks = await mapLimited(ids.slice(0, AT_MOST), AT_ONCE, (id) => readPeak(root, id));
  return peaks.filter((peak) => peak !== null);
}
