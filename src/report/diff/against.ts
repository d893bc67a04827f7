import type { FieldDifference } from "../page/difference/parts.js";
import type { Comparison } from "./compare.js";

/** In what the same tables differ from those of another results folder. */
export interface Against extends Comparison {
  /** The other folder as it was named; null where nobody shall know. */
  readonly name: string | null;
  /** What the runs behind the tables were made with, where that differs: "made.engine". */
  readonly fields: readonly FieldDifference[];
}
