import type { Params } from "../base/params.js";

/**
 * A decoding rule and its parameters: how scores become relations. Plain JSON, since it is part of a run's identity.
 * The rules are in scoring/decoders, a file each, which check their parameters.
 */
export type DecoderSpec = Params & { readonly rule: string };

/** The rules of the official code, "th" and "zero": a relation is compared with a threshold. */
export type ThresholdDecoder = Readonly<{
  /**
   * th: a relation is predicted when its logit exceeds the threshold logit of its segment (D1, D1seg).
   * zero: when its logit exceeds 0 (D0, D0seg), or `level` where there is one.
   */
  rule: "th" | "zero";
  /** At most k relations a segment and pair (ties kept); 0 is no limit. */
  k: number;
  /** raw: each segment's own threshold logit, as released. averaged: sum of the thresholds / lambda, as Eq. 2 reads. */
  threshold: "raw" | "averaged";
  /** The threshold is multiplied by this before it is compared; 1 is the released behaviour. */
  factor: number;
  /** Rule zero: one global threshold for all pairs and segments; absent: 0. */
  level?: number;
  /** The parameter whose value is chosen by F1 on the dev set before anything is decoded; its value here is the start. */
  tuned?: "factor" | "level";
}>;
