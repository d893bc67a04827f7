/** Learning rate of the parameters whose name contains one of the words; the first group that matches wins. */
export interface RateGroup {
  readonly name: string;
  readonly match: readonly string[];
  readonly rate: number;
}

export interface Schedule {
  readonly epochs: number;
  readonly batch: number;
  readonly evalBatch: number;
  /** Micro-batches an update (data-pipeline section 6 says when an update happens). */
  readonly accumulate: number;
  /** Rate of every parameter that no group takes: the encoder's. */
  readonly rate: number;
  readonly groups: readonly RateGroup[];
  /** Share of all steps; floor(warmup · T) steps. */
  readonly warmup: number;
  /** Global L2 norm; null clips nothing. */
  readonly clip: number | null;
  readonly adam: {
    readonly beta1: number;
    readonly beta2: number;
    readonly epsilon: number;
    readonly decay: number;
    /** transformers: epsilon added to the uncorrected root; torch: to the corrected one. */
    readonly variant: "transformers" | "torch";
  };
  /** Leave the last incomplete batch of an epoch out of training. */
  readonly dropLast: boolean;
  /** before-last-batch: after the last but one batch of each epoch (AMTL); epoch-end: after the last. */
  readonly evaluate: "before-last-batch" | "epoch-end";
  /** Also evaluate every so many updates; null: never. */
  readonly evaluateEvery: number | null;
  /** The dev metric that selects the checkpoint; absent: f1. */
  readonly select?: "ignF1";
  /** Pieces, special tokens included. */
  readonly maxLength: number;
  /** Negative pairs kept for each positive one; null keeps all. */
  readonly negatives: { readonly perPositive: number; readonly atLeast: number } | null;
}
