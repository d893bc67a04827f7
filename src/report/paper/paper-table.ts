import type { PrintedCell } from "../../experiment/dsl/experiment.js";

/** Where a printed number comes from; "ours" are the paper's authors. */
export type Source = "ours" | "reproduced" | "quoted" | "unmarked" | "statistics";

/** A cell of a table as the paper prints it. */
export interface PaperCell extends PrintedCell {
  /** Index into rows and columns of its table. */
  readonly row: number;
  readonly column: number;
  readonly key: PrintedCell["key"] & {
    readonly segmentLosses?: readonly string[];
  };
  /** null where the paper prints a dash. */
  readonly value: number | null;
  readonly decimals: number;
  readonly unit: "percent" | "minutes" | "logit" | "count";
  readonly source: Source;
  readonly citedFrom: string | null;
  /** Printed in bold. */
  readonly bold?: boolean | undefined;
  /** The configuration behind it; null where nothing was trained. */
  readonly run: string | null;
}

/** What a configuration with segments has beside the keys of its cells. */
export interface PaperRun {
  readonly segmentLosses: readonly string[];
  readonly segments: number;
  readonly lambda: number;
  readonly ordering: string;
  readonly segmentation: string;
}

/** A table of the paper, or the points of a figure that its text states: facts only, transcribed from it by hand. */
export interface PaperTable {
  readonly id: string;
  readonly number: number;
  readonly title: string;
  readonly rows: readonly string[];
  readonly columns: readonly string[];
  /** Heading levels of each column, outermost first; absent where every column has one. */
  readonly headings?: readonly (readonly string[])[];
  readonly runs: Readonly<Record<string, PaperRun>>;
  /** Row by row; of a figure those that are stated. */
  readonly cells: readonly PaperCell[];
}
