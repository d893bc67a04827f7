import type { DecoderSpec } from "./decoder.js";

export interface EvalSpec {
  readonly schema: 1;
  readonly trainId: string;
  /** e.g. "redocred/test". */
  readonly evalSet: string;
  readonly decoder: DecoderSpec;
  /** The training set whose facts Ign-F1 ignores, e.g. "redocred/train". */
  readonly facts: string;
  /** What the result holds beside its counts and metrics; absent: nothing more (Figure 1(b) asks for it). */
  readonly keeps?: "relation-scores";
}
