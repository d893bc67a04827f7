import type { Axes } from "./axes.js";
import type { Ordering } from "./types.js";
import { DATASETS, EVAL_SETS, LOSSES, METRICS, type MetricId, type TrainDataset } from "./vocab.js";

/** A row or a column: what it says, and the axes that it fixes. A cell is base, then row, then column. */
export interface Line {
  readonly label: string;
  readonly axes: Axes;
}

/** A table as an experiment file writes it; nothing is checked before it is loaded. */
export interface TableDefinition {
  readonly kind: "table";
  readonly id: string;
  readonly title: string;
  /** The paper's table whose numbers stand beside ours, if it is not the one of this id. */
  readonly beside?: string;
  readonly base: Axes;
  readonly rows: readonly Line[];
  readonly columns: readonly Line[];
  readonly seeds: readonly number[];
}

/** The paper's five seeds (section 4.3). */
export const SEEDS: readonly number[] = [5, 42, 65, 66, 233];

/** The experiment of one table: `export default table("table4", { … })`. */
export const table = (
  id: string,
  definition: Omit<TableDefinition, "kind" | "id">,
): TableDefinition => ({ kind: "table", id, ...definition });

/** A row or column that fixes any axes. */
export const line = (label: string, axes: Axes): Line => ({ label, axes });

/** The row of a loss. `params` go to the loss, everything else is an axis of its own. */
export function loss(id: string, options: { label?: string } & Omit<Axes, "loss"> = {}): Line {
  const { label, ...axes } = options;
  return { label: label ?? nameOf(LOSSES, id), axes: { ...axes, loss: id } };
}

/** What can be varied about AMTL; what is left out is the paper's choice for the data set (4 and 3.5; DWIE 3 and 3). */
export interface AmtlOptions {
  readonly label?: string;
  /** Number of segments. */
  readonly n?: number;
  readonly lambda?: number;
  readonly ordering?: Ordering;
  /** Relations in each segment; in profile smoke they are scaled to its 24 relations. */
  readonly segments?: readonly number[];
}

/** The row of the paper's own loss. */
export const amtl = (options: AmtlOptions = {}): Line => loss("amtl", options);

/** One column for each metric of a model trained on one data set and scored on another. */
export function cells(options: {
  readonly trainedOn: TrainDataset;
  readonly scoredOn: keyof typeof EVAL_SETS;
  readonly metrics: readonly MetricId[];
}): Line[] {
  const { trainedOn, scoredOn, metrics } = options;
  const [scored = ""] = scoredOn.split("/");
  const place = trainedOn.startsWith(scored) ? "" : `${nameOf(DATASETS, trainedOn)} → `;
  const name = scored === "docgnre" ? "DocGNRE" : nameOf(DATASETS, scored);
  return metrics.map((metric) => ({
    label: `${place}${name} ${nameOf(METRICS, metric)}`,
    axes: { trainedOn, scoredOn, metric },
  }));
}

const nameOf = (names: Readonly<Record<string, string>>, id: string): string => names[id] ?? id;
