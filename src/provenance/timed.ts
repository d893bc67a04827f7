import { readdir } from "node:fs/promises";
import { join } from "node:path";
import { mapLimited } from "../base/map-limited.js";
import { readJsonOr } from "../base/read-json.js";
import { fields, oneOf } from "../base/shape.js";
import type { Timed } from "../experiment/cost/predict.js";
import { FILES, trainDir } from "../store/paths.js";
import { readIdentity } from "./identity.js";
import { readProvenance } from "./provenance.js";

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
export async function readTimes(root: string): Promise<readonly TimedRun[]> {
  const ids = await readdir(join(root, "train")).catch(() => []);
  const found = await mapLimited(ids, AT_ONCE, async (trainId): Promise<TimedRun[]> => {
    const dir = trainDir(root, trainId);
    // The result comes last: provenance beside no result is of a training that is being redone.
    const [{ seconds = 0 }, result, identity] = await Promise.all([
      readProvenance(dir),
      readJsonOr(join(dir, FILES.result), fields({ trainId: oneOf(trainId) })),
      readIdentity(dir).catch(() => null),
    ]);
    const isTimed = seconds > 0 && result !== null && identity !== null;
    return isTimed ? [{ trainId, spec: identity.spec, seconds }] : [];
  });
  return found.flat();
}
