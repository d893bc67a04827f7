/** Learning rate of the parameters whose name contains one of the words; the first group that matches wins. */
export interface RateGroup {
  readonly name: string;
  readonly match: readonly string[];
  readonly rate: number;
  /** Weight decay of its parameters; absent: the optimizer's. */
  readonly decay?: number;
}

export interface Schedule {
  readonly epochs: number;
  readonly batch: number;
  readonly evalBatch: number;
  /** Micro-batches an update (data-pipeline section 6 says when an update happens). */
  readonly accumulate: number;
  /**
   * What an update sees of the micro-batches since the one before it. Absent: the sum of their gradients. last: those of
   * the micro-batch that it follows; the others are computed and thrown away.
   */
  readonly accumulation?: "last";
  /** Rate of every parameter that no group takes: the encoder's. */
  readonly rate: number;
  readonly groups: readonly RateGroup[];
  /**
   * How rates change. Absent: linear warm-up, then linear decay to 0, by updates. cosine-by-epoch: without warm-up,
   * (1 + cos(π · e / (floor(epochs / 4) + 1))) / 2 where e counts epochs from 1 but is set after an update, so that the
   * first update of an epoch still has that of the epoch before (of the first: 0).
   */
  readonly course?: "cosine-by-epoch";
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
  /** Evaluate in every so many epochs only, counted from 1, and in the last; absent: in each. */
  readonly evaluateEpochs?: number;
  /** Also evaluate every so many updates; null: never. */
  readonly evaluateEvery: number | null;
  /** The dev metric that selects the checkpoint; absent: f1. */
  readonly select?: "ignF1";
  /** Pieces, special tokens included. */
  readonly maxLength: number;
  /** Negative pairs kept for each positive one; null keeps all. */
  readonly negatives: { readonly perPositive: number; readonly atLeast: number } | null;
}
