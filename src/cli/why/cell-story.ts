import type { Metrics } from "../../contract/spec.js";
import type { PlannedCell, PlannedRun } from "../../experiment/plan/plan.js";
import type { EvalResult } from "../../contract/spec.js";
import { clockOf, lookAt, type Look } from "../../state/look.js";
import { evalDir, trainDir } from "../../store/paths.js";
import { inspectResult } from "../../store/read-result.js";

/** What one seed of a cell rests on. */
export interface SeedStory {
  readonly seed: number;
  readonly trainId: string;
  readonly evalId: string | null;
  readonly look: Look;
  /** Of the evaluation, in percent; null while there is none that can be used. */
  readonly metrics: Metrics | null;
  /** Folders that hold its result, its provenance, its log. */
  readonly folders: readonly string[];
}

export interface CellStory {
  readonly cell: string;
  readonly row: string;
  readonly column: string;
  readonly profile: string;
  /** What the profile has no data for; null: it has all. */
  readonly lacks: string | null;
  readonly seeds: readonly SeedStory[];
}

/** Which runs a cell rests on, seed by seed. */
export async function tellCell(
  root: string,
  profile: string,
  cell: PlannedCell,
  runs: readonly PlannedRun[],
): Promise<CellStory> {
  const byId = new Map(runs.map((run) => [run.trainId, run]));
  const asked = cell.results.map(({ trainId, evalId }) => ({
    trainId,
    evalIds: evalId === null ? [] : [evalId],
  }));
  const looks = await lookAt(root, asked, await clockOf(root));
  const seeds = await Promise.all(
    cell.results.map(async ({ seed, trainId, evalId }, at): Promise<SeedStory> => {
      const dir = evalId === null ? null : evalDir(root, evalId);
      const found = dir === null ? null : await inspectResult<EvalResult>(dir);
      return {
        seed,
        trainId,
        evalId,
        look: looks[at],
        metrics: found?.state === "present" ? found.value.metrics : null,
        folders: byId.has(trainId) ? [trainDir(root, trainId), ...(dir === null ? [] : [dir])] : [],
      };
    }),
  );
  const { id, row, column, status } = cell;
  const lacks = status.kind === "no-data" ? status.lacks : null;
  return { cell: id, row, column, profile, lacks, seeds };
}
