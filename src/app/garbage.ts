import { rm } from "node:fs/promises";
import { clockOf } from "../state/run-states.js";
import { diskError } from "../store/files.js";
import { findGarbage, type Garbage } from "../store/garbage.js";
import { resultsRoot } from "../store/paths.js";

export type { Garbage } from "../store/garbage.js";

export interface GarbageRequest {
  /** Folder of runs and tables. Default: AMTL_RESULTS, else results/runs of this project. */
  readonly results?: string | undefined;
  /** Whether to remove what is found. Default: false. */
  readonly remove?: boolean | undefined;
}

export interface GarbageReport {
  readonly root: string;
  readonly removed: boolean;
  readonly garbage: readonly Garbage[];
}

/**
 * Finds what a results folder holds that neither a result nor a run under way needs, and removes it if asked.
 * @throws AmtlError (4) when something cannot be removed.
 */
export async function collectGarbage({
  results,
  remove = false,
}: GarbageRequest): Promise<GarbageReport> {
  const root = resultsRoot(results);
  const garbage = await findGarbage(root, await clockOf(root));
  if (remove) {
    for (const { path } of garbage) {
      await rm(path, { recursive: true, force: true }).catch((error: unknown) => {
        throw diskError(error, path);
      });
    }
  }
  return { root, removed: remove, garbage };
}
