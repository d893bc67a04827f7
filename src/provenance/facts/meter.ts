import type { Energy } from "../provenance.js";

/** Measures energy from `begin` to each call of what that returns. */
export interface Meter {
  readonly begin: () => () => Energy;
}
