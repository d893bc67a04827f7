import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../base/map-limited.js";
import type { Timed } from "../experiment/cost/predict.js";
import { trainDir } from "../store/paths.js";
import { RUN_FILES, type RunFiles } from "./run-files.js";

/** Folders that are read at a time. */
const AT_ONCE = 32;

/** A training of the folder with the time that it took. */
export interface TimedRun extends Timed {
  readonly trainId: string;
}

/**
 * The trainings of a results folder that ended, with their times. Unreadable files are skipped.
 * @param root folder that holds train/; it need not exist.
 */
export async function readTimes(
  root: string,
  files: RunFiles = RUN_FILES,
): Promise<readonly TimedRun[]> {
  const ids = await readdir(join(root, "train")).catch(() => []);
  const found = await mapLimited(ids, AT_ONCE, async (trainId): Promise<TimedRun[]> => {
    const dir = trainDir(root, trainId);
    // The result comes last: provenance beside no result is of a training that is being redone.
    const [provenance, result, identity] = await Promise.all([
      files.provenance(dir).catch(() => null),
      files.training(dir).catch(() => null),
      files.identity(dir).catch(() => null),
    ]);
    const { seconds = 0 } = provenance?.state === "value" ? provenance.value : {};
    if (!(seconds > 0) || result?.state !== "value") return [];
    return identity === null || typeof identity === "string"
      ? []
      : [{ trainId, spec: identity.spec, seconds }];
  });
  return found.flat();
}
