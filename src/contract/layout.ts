export type Ordering = "frequency" | "original" | "random";

/** How the outputs are laid out; the columns themselves follow from it and the dataset's relation ranking. */
export interface LayoutSpec {
  /** Number of relations in each segment, in order; null: one segment with all relations. */
  readonly segments: readonly number[] | null;
  /** listed: as `relations` has them. */
  readonly ordering: Ordering | "listed";
  /** Only where they are listed: all relations, in the order in which segments take them. */
  readonly relations?: readonly string[];
  readonly lambda: number;
  /** Keep only the k most frequent relations; null keeps all. */
  readonly labelSpace: number | null;
}

/** A segment of output columns [start, end); column start is its threshold column. */
export interface Segment {
  readonly start: number;
  readonly end: number;
}

/** The output columns of a model: its relations, segment by segment, each led by a threshold column. */
export interface LabelLayout {
  /** For each output column its relation (a dataset identifier such as "P17"), or null in a threshold column. */
  readonly columns: readonly (string | null)[];
  readonly segments: readonly Segment[];
  readonly lambda: number;
  /** Column of each relation. */
  readonly columnOf: ReadonlyMap<string, number>;
}
