/** A predicted or gold fact, as DocRED files write it. */
export interface FactTriple {
  readonly title: string;
  readonly h_idx: number;
  readonly t_idx: number;
  readonly r: string;
}

/** What scoring needs of a gold document; plain data so that this room depends on no other. */
export interface GoldDocument {
  readonly title: string;
  /** Mention names of each entity. */
  readonly names: readonly (readonly string[])[];
  readonly facts: readonly {
    readonly h: number;
    readonly t: number;
    readonly r: string;
    /** Numbers of the sentences that state it, where they are known. */
    readonly evidence?: readonly number[];
  }[];
}
