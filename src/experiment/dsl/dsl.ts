import { SEGMENT_JOINT, type Axes, type AxisName } from "./axes.js";
import type { LossDefinition } from "../../contract/loss.js";
import type { BackboneDefinition } from "./own-backbone.js";
import type { DatasetDefinition, EncoderDefinition } from "./own.js";
import type { Ordering } from "../../contract/layout.js";
import { DATASETS } from "../../methods/datasets/registry.js";
import { PAPERS_OWN } from "../../methods/losses/papers-own.js";
import { LOSSES } from "../../methods/losses/registry.js";
import { METRICS, type MetricId } from "../../methods/vocab.js";

/** A row or a column: what it says, and the axes that it fixes. A cell is base, then row, then column. */
export interface Line {
  readonly label: string;
  /** Levels of a column's heading, outermost first; absent: its label alone. */
  readonly heading?: readonly string[];
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
  /** Losses of the file's own, which rows name by their ids. */
  readonly losses?: readonly LossDefinition[];
  /** Backbones of the file's own, which `backbone` names by their ids. */
  readonly backbones?: readonly BackboneDefinition[];
  /** Data sets of the file's own, which `trainedOn` and `scoredOn` name by their ids. */
  readonly datasets?: readonly DatasetDefinition[];
  /** Encoders of the file's own, which `encoder` names by their ids. */
  readonly encoders?: readonly EncoderDefinition[];
  /** Says that training on incomplete labels and scoring on complete ones of the same documents is what it is about. */
  readonly incompleteLabels?: "meant";
  /** Only of a figure, whose rows are its series and whose columns are its points: what it is drawn over. */
  readonly x?: string;
}

/** The paper's five seeds (section 4.3). */
export const SEEDS: readonly number[] = [5, 42, 65, 66, 233];

/** The experiment of one table: `export default table("table4", { … })`. It may be made from another: `{ ...table4, … }`. */
export const table = (
  id: string,
  definition: Omit<TableDefinition, "kind" | "id">,
): TableDefinition => ({ ...definition, kind: "table", id });

/** The experiment of a figure: one line a series, one point a column. */
export const figure = (
  id: string,
  { series, points, ...rest }: FigureOptions,
): TableDefinition => ({ ...rest, kind: "table", id, rows: series, columns: points });

export interface FigureOptions extends Omit<TableDefinition, "kind" | "id" | "rows" | "columns"> {
  readonly series: readonly Line[];
  /** Labelled with their place on the x axis, if it has numbers. */
  readonly points: readonly Line[];
  /** Name of the x axis. */
  readonly x: string;
}

/** Rows, columns or points that differ in one axis: `sweep("n", [2, 3, 4])`. */
export const sweep = <Name extends AxisName>(
  axis: Name,
  values: readonly Extract<Axes[Name], string | number>[],
): Line[] => values.map((value) => line(String(value), { [axis]: value }));

/** A row or column that fixes any axes; of a column the label may have levels, outermost first: ["Dev", "F1"]. */
export const line = (label: string | readonly string[], axes: Axes): Line =>
  typeof label === "object" ? { label: label.join(" "), heading: label, axes } : { label, axes };

/**
 * The row of a loss, or of one for each segment ("atl+afl+aml+sat"). `framework: "amt"` puts it into every segment;
 * `params` go to the loss, everything else is an axis of its own.
 */
export function loss(id: string, options: { label?: string } & Omit<Axes, "loss"> = {}): Line {
  const { label, ...axes } = options;
  return { label: label ?? namesOf(id), axes: { ...axes, loss: id } };
}

/** What can be varied about AMTL; what is left out is the paper's choice for the data set (4 and 3.5; DWIE 3 and 3). */
export interface AmtlOptions {
  readonly label?: string;
  /** Number of segments. */
  readonly n?: number;
  readonly lambda?: number;
  readonly ordering?: Ordering;
  /**
   * Number of relations in each segment, or the relations themselves ([["P17", "P131"], "rest"]). Profile smoke has
   * 24 relations with names of its own: there, sizes are scaled, and segments filled by frequency.
   */
  readonly segments?: NonNullable<Axes["segments"]>;
  /** own: each segment learns its own threshold, not the common one of Eq. 2. */
  readonly thresholds?: "shared" | "own";
  /** Decoding only: with each segment's own threshold, as released, or with the averaged one. */
  readonly decode?: "raw" | "averaged";
  /** Decoding only: thresholds are multiplied by it, or by what is best on the dev set. */
  readonly factor?: number | "dev";
}

/** The row of the paper's own loss. */
export const amtl = (options: AmtlOptions = {}): Line => loss(PAPERS_OWN, options);

/** One column for each metric of a model trained on one data set and scored on another. */
export function cells(options: {
  readonly trainedOn: string;
  readonly scoredOn: string;
  readonly metrics: readonly MetricId[];
  /** What the columns say before the metric; left out: the data sets. */
  readonly label?: string;
}): Line[] {
  const { trainedOn, scoredOn, metrics, label } = options;
  const [scored = ""] = scoredOn.split("/");
  const place = trainedOn.startsWith(scored) ? "" : `${datasetLabel(trainedOn)} → `;
  const name = datasetLabel(scored);
  return metrics.map((metric) =>
    line([label ?? place + name, nameOf(METRICS, metric)], { trainedOn, scoredOn, metric }),
  );
}

const namesOf = (ids: string): string =>
  ids
    .split(SEGMENT_JOINT)
    .map((id) => LOSSES.get(id)?.label ?? id)
    .join(SEGMENT_JOINT);

/** A data set of the file's own is called by its id. */
const datasetLabel = (id: string): string => DATASETS.get(id)?.label ?? id;

const nameOf = (names: Readonly<Record<string, string>>, id: string): string =>
  Object.hasOwn(names, id) ? names[id] : id;
