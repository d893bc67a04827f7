import type { CountId } from "../../methods/vocab.js";
import type { Axes, REQUIRED } from "./axes.js";

/** Axes that say all that a run and its metric need. */
export type FullAxes = Axes &
  Required<Pick<Axes, (typeof REQUIRED)[number]>> & { readonly counted?: undefined };

/** Axes that say what is counted. */
export interface CountAxes extends Axes {
  readonly counted: string;
  readonly metric: CountId;
}

export type CellAxes = FullAxes | CountAxes;

/** A printed number of the paper, and what identifies the cell of ours that it belongs to. */
export interface PrintedCell {
  readonly id: string;
  readonly key: {
    readonly dataset: string;
    readonly metric: string;
    readonly evalSet?: string;
    /** The split of the data set, where a cell counts its documents. */
    readonly split?: string;
    readonly backbone?: string;
    readonly encoder?: string;
    readonly framework?: string;
    readonly loss?: string;
    readonly plugin?: string | null;
    readonly band?: string;
    readonly ordering?: string | null;
    readonly n?: number;
    readonly lambda?: number;
    readonly labelSpace?: number;
  };
}

/** A cell of a loaded experiment. */
export interface ExperimentCell {
  /** The paper's id ("table4/r01/c1") where it prints this cell, else table, row and column. */
  readonly id: string;
  readonly row: string;
  readonly column: string;
  /** Levels of the column's heading, outermost first. */
  readonly heading: readonly string[];
  readonly axes: CellAxes;
  /** Id of the printed cell that it is compared with. */
  readonly printed: string | null;
}

/** An experiment that was checked: every cell has a run, or is a count. */
export interface Experiment {
  readonly id: string;
  readonly title: string;
  /** File that defines it, for messages. */
  readonly file: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  readonly seeds: readonly number[];
  /** Row by row. */
  readonly cells: readonly ExperimentCell[];
  /** It trains on incomplete labels and scores on complete ones on purpose, if it does. */
  readonly meansIncompleteLabels: boolean;
  /** Name of a figure's x axis; its rows are series, its columns points. null for a table. */
  readonly x: string | null;
}
