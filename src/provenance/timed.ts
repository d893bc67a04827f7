import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../base/map-limited.js";
import type { Timed } from "../experiment/cost/predict.js";
import type { TrainSpec } from "../contract/spec.js";
import { FILES, trainDir } from "../store/paths.js";

/** Folders that are read at a time. */
const AT_ONCE = 32;

/** A training of the folder with the time that it took. */
export interface TimedRun extends Timed {
  readonly trainId: string;
}

async function readObject(path: string): Promise<Record<string, unknown>> {
  try {
    const value = JSON.parse(await readFile(path, "utf8")) as unknown;
    return typeof value === "object" && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {};
  }
}

/**
 * The trainings of a results folder that ended, with their times. What cannot be read tells nothing.
 * @param root folder that holds train/; it need not exist.
 */
export async function readTimes(root: string): Promise<readonly TimedRun[]> {
  const ids = await readdir(join(root, "train")).catch(() => []);
  const found = await mapLimited(ids, AT_ONCE, async (trainId): Promise<TimedRun[]> => {
    const dir = trainDir(root, trainId);
    // The result comes last: provenance beside no result is of a training that is being redone.
    const [provenance, result, { spec }] = await Promise.all(
      [FILES.provenance, FILES.result, FILES.spec].map((name) => readObject(join(dir, name))),
    );
    const { seconds } = provenance;
    const isTimed = typeof seconds === "number" && seconds > 0 && result.trainId === trainId;
    return isTimed && spec !== undefined ? [{ trainId, spec: spec as TrainSpec, seconds }] : [];
  });
  return found.flat();
}
