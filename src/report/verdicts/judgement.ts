import type { Estimate, Interval } from "../statistics/estimate.js";
import type { CriteriaPanel } from "./panel.js";

/** Everything that a cell's verdict rests on. */
export interface Judgement {
  /** Which cells share a deviation and are ranked: one measurement of several rows. */
  readonly group: string;
  /** Differences up to this count as none, in the cell's unit. */
  readonly margin: number;
  /** The deviation over seeds that was used; null: one seed and no row to pool with, so there is no spread. */
  readonly deviation: CellDeviation | null;
  /** Ours minus the printed one; null without a spread. */
  readonly difference: MeasuredDifference | null;
  /** p of both tests for the cell alone; null where none was made. */
  readonly p: { readonly equivalent: number; readonly different: number } | null;
  /** Levels at which it is tested: the cell's own for equivalent, shared among the table's for different. */
  readonly level: TestLevels | null;
  /** What other criteria say; null where no test was made. */
  readonly panel: CriteriaPanel | null;
  /** Rank tier among the rows of its group, from 1; null for a single seed. */
  readonly tier: number | null;
  /** What one more seed takes; null: not known. */
  readonly hoursPerSeed: number | null;
}

export interface TestLevels {
  readonly equivalent: number;
  readonly different: number;
}

/** A difference with the standard error s √(1/n + 1/m): ours is a mean of n, the printed one a mean of m without spread. */
export interface MeasuredDifference extends Estimate {
  /** 95 %. */
  readonly interval: Interval;
  /** 90 %: the printed number counts as reproduced where it lies within the margin. */
  readonly tested: Interval;
}

/** A deviation over seeds, and how it came about. */
export interface CellDeviation {
  readonly sd: number;
  readonly df: number;
  /** Rows that it was pooled over; 1: the cell's own. */
  readonly rows: number;
  /** Rows of the group with two seeds or more. */
  readonly rowsOfGroup: number;
  /** p of Bartlett's test of one deviation in these rows; null where there was nothing to test. */
  readonly homogeneity: number | null;
}
