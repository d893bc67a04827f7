import type { ProfileId, VariantId } from "../../contract/train-spec.js";
import type { TableDefinition } from "../../experiment/dsl/dsl.js";
import type { ProgramDefinition } from "../../experiment/dsl/program.js";
import type { Only } from "../../experiment/grid/only.js";
import type { Settings } from "../../experiment/grid/settings.js";

/** Which runs: what `plan`, `run` and `report` begin with. */
export interface SelectionRequest {
  /** Ids of experiments ("table4"), `all`, files ("./my-table.ts"), or tables that `table(…)` made. */
  readonly experiments: readonly (string | TableDefinition)[];
  /** The scale; left out: smoke. */
  readonly profile?: ProfileId | undefined;
  /** Left out: those of the profile, or of the experiment where the profile names none. */
  readonly seeds?: readonly number[] | undefined;
  /** Only cells whose axes have one of these values, for every entry. */
  readonly only?: readonly Only[] | undefined;
  /** Numbers of the schedule and the head that differ from the profile's. */
  readonly settings?: Settings | undefined;
  /** Another reading of what the paper leaves open; left out: none. */
  readonly variant?: VariantId | undefined;
  /** Folder of runs and tables; left out: AMTL_RESULTS, else results/ of the project. */
  readonly results?: string | undefined;
  /** Differences from the paper up to this count as none, in F1; left out: 0.5. */
  readonly margin?: number | undefined;
  /** Ids of formats in which tables are written beside CSV (and SVG, of figures): "latex", "markdown", … */
  readonly formats?: readonly string[] | undefined;
  /** The folder of an exported model that runs start from, on all lines that name none. */
  readonly init?: string | undefined;
  /** A program that trains in the built-in trainer's place, on all lines that name none. */
  readonly program?: ProgramDefinition | undefined;
}

/** The name by which an experiment was selected. */
export const nameOf = (experiment: string | TableDefinition): string =>
  typeof experiment === "string" ? experiment : experiment.id;
