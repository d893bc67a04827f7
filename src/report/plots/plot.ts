import type { TopLevelSpec } from "vega-lite";
import type { ReportRun } from "../document/document.js";
import type { ReportTable } from "../table.js";

/** A table, and the runs behind its cells by their id. */
export interface PlotSource {
  readonly table: ReportTable;
  readonly runs: ReadonlyMap<string, ReportRun>;
}

/** What a plot shows, or why there is nothing to show. */
export type PlotContent =
  | {
      readonly kind: "drawn";
      readonly spec: TopLevelSpec;
      /** The numbers that are drawn, as a CSV has them: a head, then a line a mark. */
      readonly lines: readonly (readonly string[])[];
    }
  | { readonly kind: "empty"; readonly why: string };

/** A picture of a table's results beside the paper's figures: one file in this folder, one line in its list. */
export interface Plot {
  /** What `--plot` calls it, and its files: table4.learning-curves.svg. */
  readonly id: string;
  readonly title: string;
  /** Whether a page shows the same in its cells, each by itself. */
  readonly isInCells: boolean;
  readonly of: (source: PlotSource) => PlotContent;
}
