/** What verdicts are reached by. */
export interface VerdictSettings {
  /** Differences up to this count as none, in the cell's unit. */
  readonly margin: number;
  /**
   * Probability of a wrong verdict: of each cell to be called equivalent, of the whole table to have any that is called
   * different (see `tableVerdicts`).
   */
  readonly alpha: number;
  /** Runs behind the printed mean. */
  readonly paperSeeds: number;
  /**
   * Seeds are advised where they decide with this forecast probability. It is above the 90 % that are promised, since a
   * forecast rests on what was seen so far, and what is left open was seen by chance to be harder than it is.
   */
  readonly power: number;
  /** Below this forecast probability that `mostSeeds` decide, a cell is undecidable. */
  readonly hope: number;
  readonly mostSeeds: number;
  /** As many seeds as anyone would run. */
  readonly practicalSeeds: number;
}

export const VERDICT_SETTINGS: VerdictSettings = {
  margin: 0.5,
  alpha: 0.05,
  paperSeeds: 5,
  power: 0.97,
  hope: 0.5,
  mostSeeds: 1000,
  practicalSeeds: 20,
};

/** Rows are not pooled where their deviations differ at this level: rather too seldom than wrongly. */
export const HOMOGENEITY_LEVEL = 0.1;
