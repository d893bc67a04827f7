/** A decoding rule as data; the rules themselves are in scoring/decode.ts. */
export interface DecoderSpec {
  /**
   * th: a relation is predicted when its logit exceeds the threshold logit of its segment (D1, D1seg).
   * zero: when its logit exceeds 0 (D0, D0seg), or `level` where there is one.
   */
  readonly rule: "th" | "zero";
  /** At most k relations a segment and pair (ties kept); 0 is no limit. */
  readonly k: number;
  /** raw: each segment's own threshold logit, as released. averaged: sum of the thresholds / lambda, as Eq. 2 reads. */
  readonly threshold: "raw" | "averaged";
  /** The threshold is multiplied by this before it is compared; 1 is the released behaviour. */
  readonly factor: number;
  /** Rule zero: one global threshold for all pairs and segments; absent: 0. */
  readonly level?: number;
  /** The parameter whose value is chosen by F1 on the dev set before anything is decoded; its value here is the start. */
  readonly tuned?: "factor" | "level";
}
