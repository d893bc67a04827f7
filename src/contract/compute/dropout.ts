/**
 * Where the dropout masks of one training step come from. Every mask takes the next site, so the masks of a step
 * follow from (seed, step) and the order of the calls alone: a resumed run draws the same bits.
 */
export interface Dropout {
  readonly seed: number;
  readonly step: number;
  /** Masks drawn so far in this step. */
  site: number;
}

/** Which entries one dropout drops: the key of its random numbers and the rate, between 0 and 1. */
export interface Mask {
  readonly key: number;
  readonly rate: number;
  /**
   * Where windows of neighbouring rows begin, and the end: each draws by a key of its own, so that what it drops does not
   * depend on how wide the others are. null: the rows are one window.
   */
  readonly starts: Int32Array | null;
}
