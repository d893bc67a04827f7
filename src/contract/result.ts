/** How high a model scores a relation where it holds. */
export interface RelationScore {
  readonly relation: string;
  /** Pairs of the evaluation set for which it is gold. */
  readonly pairs: number;
  /** Mean of its raw logit over these pairs; null where there is none. */
  readonly score: number | null;
}

/** Scores of one evaluation, in percent, unrounded. */
export interface Metrics {
  readonly f1: number;
  readonly ignF1: number;
  readonly precision: number;
  readonly recall: number;
}

/** result.json of a training run: only what is determined. */
export interface TrainResult {
  readonly schema: 1;
  readonly trainId: string;
  /** Dev results in the order in which they were measured. */
  readonly dev: readonly ({
    readonly step: number;
    readonly epoch: number;
    readonly loss: number;
    /** Means of the auxiliary terms of the training loss, where the model has any. */
    readonly terms?: Readonly<Record<string, number>>;
  } & Metrics)[];
  /** Index into dev of the checkpoint that was kept. */
  readonly best: number;
  readonly steps: number;
}

/** Counts of each document of an evaluation set, in file order: what a bootstrap over documents draws from. */
export interface DocumentCounts {
  readonly gold: readonly number[];
  readonly submitted: readonly number[];
  readonly correct: readonly number[];
  /** Correct ones that Ign-F1 leaves out. */
  readonly ignored: readonly number[];
}

/** How well sentences are named that show the facts. In percent, unrounded. */
export interface EvidenceScores {
  readonly counts: { readonly gold: number; readonly submitted: number; readonly correct: number };
  readonly precision: number;
  readonly recall: number;
  readonly f1: number;
}

/** result.json of an evaluation. */
export interface EvalResult {
  readonly schema: 1;
  readonly trainId: string;
  readonly evalId: string;
  readonly evalSet: string;
  readonly counts: {
    readonly documents: number;
    readonly pairs: number;
    readonly gold: number;
    readonly submitted: number;
    readonly correct: number;
    readonly ignored: number;
  };
  readonly metrics: Metrics;
  readonly bands: Readonly<Record<string, Metrics>>;
  readonly perRelation: Readonly<
    Record<string, { gold: number; submitted: number; correct: number }>
  >;
  /** Absent in results that were made before they were kept. */
  readonly documents?: DocumentCounts;
  /** Mean over all pairs and threshold columns of the raw threshold logit. */
  readonly thresholdMean: number;
  /** The value that was chosen on the dev set, where the decoder leaves one open. */
  readonly tuned?: number;
  /** Only of a backbone that gives evidence. */
  readonly evidence?: EvidenceScores;
  /** By descending training frequency; only where the evaluation keeps them. */
  readonly relationScores?: readonly RelationScore[];
}
