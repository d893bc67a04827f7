/** A cell as one side of a comparison has it. */
export interface DiffCell {
  readonly table: string;
  readonly cell: string;
  readonly row: string;
  readonly column: string;
  /** The scale of its number; empty of a number that the paper prints. */
  readonly profile: string;
  /** null: this side has no number. */
  readonly mean: number | null;
  /** Of the sample; null where it is not known. */
  readonly std: number | null;
  readonly seeds: number;
  /** By seed, where each seed is known. */
  readonly values: ReadonlyMap<number, number> | null;
  /** What it says that the paper prints; empty: nothing. */
  readonly paper: string;
}
