import type { Tensor } from "@tensorflow/tfjs-core";
// The types of x.sum(), x.mul(y), …, for an editor that sees nothing else of TensorFlow.
import type {} from "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import type { ParamRule } from "../base/params.js";
import type { Loss, LossInputs, Tf } from "./loss.js";
import type { DecoderSpec, ThresholdDecoder } from "./decoder.js";

/** A decoder of the official rules, raw thresholds and factor 1 where it leaves them out, or one of another rule. */
export type OwnDecoder =
  (Pick<ThresholdDecoder, "rule" | "k"> & Partial<ThresholdDecoder>) | DecoderSpec;

/**
 * A loss that a researcher writes into an experiment file: plain data, and one function that is given TensorFlow.
 * The table lists it in `losses`; rows name it by its id like any other, alone or in segments.
 */
export interface OwnLoss {
  /** Lower-case letters, digits and hyphens; none of the project's own. */
  readonly id: string;
  /**
   * Raised by hand when what `compute` calls gives other results; a change of `compute` itself is seen. Left out: any
   * change of the file, or of a file that it imports by a relative path, makes it another loss and trains again.
   */
  readonly version?: number;
  /** Kind, default and bounds of each parameter; {} for none. */
  readonly params: Readonly<Record<string, ParamRule>>;
  /** How scores become relations: a rule and its parameters, as scoring/decoders has them. */
  readonly decoder: OwnDecoder;
  /** What `compute` wants beside logits and labels: the pairs' vectors, the relations' shares of the training pairs. */
  readonly needs?: Loss["needs"];
  /** single (left out): one threshold, in column 0; segments: as many as the layout has. */
  readonly framework?: Loss["framework"];
  /** A differentiable scalar from logits and labels, both [pairs, columns]. Called in the worker, at every step. */
  readonly compute: (tf: Tf, inputs: LossInputs) => Tensor;
}
