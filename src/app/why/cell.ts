import type { EvidenceScores, Metrics } from "../../contract/result.js";
import type { PlannedCell } from "../../experiment/plan/plan.js";
import type { GridCell } from "../../experiment/grid/grid.js";
import type { ReportCell } from "../../report/cell.js";
import type { CellCommands } from "../../report/explanation/commands.js";
import type { RunState } from "../../contract/run-state.js";
import { runStates } from "../../state/run-states.js";
import type { VariantId } from "../../contract/train-spec.js";
import { evalDir, trainDir } from "../../store/paths.js";
import { inspectEvalResult } from "../../store/read-result.js";
import type { Planned } from "./search.js";

/** The training and evaluation behind one seed of a cell. */
export interface SeedOfCell {
  readonly seed: number;
  readonly trainId: string;
  readonly evalId: string | null;
  readonly state: RunState;
  /** Metrics of the evaluation, in percent; null while there is no usable result. */
  readonly metrics: Metrics | null;
  /** Of its evidence, where the backbone predicts some. */
  readonly evidence: EvidenceScores | null;
  /** Folders that hold its result, its provenance, its log. */
  readonly folders: readonly string[];
}

export interface CellExplanation {
  readonly cell: string;
  readonly row: string;
  readonly column: string;
  readonly profile: string;
  readonly variant: VariantId | null;
  /** Why no run is behind it; runs: there are some. */
  readonly status: GridCell["status"]["kind"];
  /** What the profile has no data for; null: it has all. */
  readonly lacks: string | null;
  readonly seeds: readonly SeedOfCell[];
}

/** A cell with what its number says of the paper's, and the commands that make it and that decide it. */
export interface JudgedExplanation extends CellExplanation {
  /** The cell as its table's report has it; null where no run is behind it. */
  readonly reported: ReportCell | null;
  /** What one may type about it; null where no run is behind it. */
  readonly commands: CellCommands | null;
}

/** Which runs a cell rests on, seed by seed: those that its table asks for here, and others that were begun. */
export async function explainCell(
  root: string,
  { profile, variant, runs, seeds: usual }: Planned,
  cell: PlannedCell,
): Promise<CellExplanation> {
  const byId = new Map(runs.map((run) => [run.trainId, run]));
  const asked = cell.results.map(({ trainId, evalId }) => ({
    trainId,
    evalIds: evalId === null ? [] : [evalId],
  }));
  const states = await runStates(root, asked, "read");
  const all = await Promise.all(
    cell.results.map(async ({ seed, trainId, evalId }, at): Promise<SeedOfCell> => {
      const dir = evalId === null ? null : evalDir(root, evalId);
      const found = dir === null ? null : await inspectEvalResult(dir);
      return {
        seed,
        trainId,
        evalId,
        state: states[at],
        metrics: found?.state === "value" ? found.value.metrics : null,
        evidence: found?.state === "value" ? (found.value.evidence ?? null) : null,
        folders: byId.has(trainId) ? [trainDir(root, trainId), ...(dir === null ? [] : [dir])] : [],
      };
    }),
  );
  const own = usual.get(cell.id) ?? [];
  const seeds = all.filter(({ seed, state }) => own.includes(seed) || state.state !== "new");
  const { id, row, column, status } = cell;
  const lacks =
    status.kind === "no-data"
      ? status.lacks
      : status.kind === "no-stand-in"
        ? status.encoder
        : null;
  return { cell: id, row, column, profile, variant, status: status.kind, lacks, seeds };
}
