import type * as tfcore from "@tensorflow/tfjs-core";
// The types of x.sum(), x.mul(y), …, for an editor that sees nothing else of TensorFlow.
import type {} from "@tensorflow/tfjs-core/dist/public/chained_ops/register_all_chained_ops.js";
import type { ParamRule, Params, ParamSchema } from "../base/params.js";
import type { DecoderSpec } from "./decoder.js";
import type { LabelLayout } from "./layout.js";

/** TensorFlow as it is handed to losses, so that their files load without it. */
export type Tf = typeof tfcore;

export interface LossInputs {
  /** [pairs, columns] */
  readonly logits: tfcore.Tensor2D;
  /** [pairs, columns], 0 or 1; column 0 is 1 for pairs without any relation, other threshold columns are 0. */
  readonly labels: tfcore.Tensor2D;
  readonly layout: LabelLayout;
  /** Checked by the loss's schema. */
  readonly params: Params;
  /** For losses that need "features". */
  readonly pairs?: PairFeatures;
  /**
   * For losses that need "priors": for each column the share of the training set's pairs that have this relation;
   * 0 in threshold columns.
   */
  readonly priors?: ArrayLike<number>;
}

/**
 * What a backbone's last layer sees of each pair: inside each of m / block groups the outer product of head and tail,
 * side by side. It is never formed here: fᵢ·fⱼ = Σ_g (zhᵢ·zhⱼ)_g (ztᵢ·ztⱼ)_g.
 */
export interface PairFeatures {
  /** [pairs, m]; differentiable. */
  readonly head: tfcore.Tensor2D;
  /** [pairs, m]; differentiable. */
  readonly tail: tfcore.Tensor2D;
  /** Divides m. */
  readonly block: number;
}

/**
 * What relations are compared with. class: the logit of a threshold column, which the loss trains (column 0, or the
 * first of each segment). zero: the constant 0, with every column an ordinary class; such a loss may be given columns
 * without a threshold column. global: one value for all pairs, chosen on the dev set.
 */
export type Threshold = "class" | "zero" | "global";

export type LossNeed = "features" | "priors";

/**
 * A term over a whole batch, beside what a loss computes pair by pair. A framework of several segments computes it
 * once for all of them, or in each.
 */
export interface BatchTerm {
  /** The parameter that multiplies it; 0 leaves it out. */
  readonly weight: string;
  /** The term without its weight. */
  readonly compute: (tf: Tf, inputs: BatchTermInputs) => tfcore.Scalar;
}
export type BatchTermInputs = Pick<LossInputs, "labels" | "params" | "pairs">;

/**
 * A loss as its author writes it, in this project or in an experiment file: plain data, and one function that is
 * given TensorFlow. What is left out has a default.
 */
export interface LossDefinition {
  /** Lower-case letters, digits and hyphens; that of no other loss. */
  readonly id: string;
  /**
   * Raised by hand when results change. In an experiment file it may be left out: any change of the file, or of a file
   * that it imports by a relative path, then makes it another loss and trains again.
   */
  readonly version?: number;
  /** Its name in tables; left out: the id. */
  readonly label?: string;
  /** Other spellings of the id that users may write. */
  readonly aliases?: readonly string[];
  /** Kind, default and bounds of each parameter; left out: none. */
  readonly params?: Readonly<Record<string, ParamRule>>;
  /** What `compute` needs beside logits and labels: the pairs' vectors, the relations' shares of the training pairs. */
  readonly needs?: readonly LossNeed[];
  /** Left out: as `decoder` says, else class. */
  readonly threshold?: Threshold;
  /** How scores become relations: a rule and its parameters; what is left out follows from `threshold`, at most 4 a pair. */
  readonly decoder?: Params & { readonly rule?: string };
  /** single (left out): one threshold, in column 0; segments: as many as the layout has. */
  readonly framework?: "single" | "segments";
  readonly batchTerm?: BatchTerm;
  /** The framework's special case that it is: with this loss in every segment it computes the same. */
  readonly equals?: { readonly framework: string; readonly loss: string };
  /** Minutes of the paper's training of it (Table 9: 30 epochs, BERT-base, Re-DocRED, one RTX 3090). */
  readonly minutes?: number;
  /**
   * Encoder rates of its official code, by the encoder's size, where they are not those of the backbone that this code
   * is built on: what the variant official-rates takes. A size is left out where that code has no script for it.
   */
  readonly officialRates?: { readonly base?: number; readonly large?: number };
  /** A differentiable scalar from logits and labels, both [pairs, columns]. Called in the worker, at every step. */
  readonly compute: (tf: Tf, inputs: LossInputs) => tfcore.Tensor;
}

type Defaulted = "version" | "label" | "aliases" | "needs" | "threshold" | "framework";

/** A definition with its defaults filled in (methods/losses/define.ts): what the program works with. */
export type Loss = Required<Pick<LossDefinition, Defaulted>> &
  Omit<LossDefinition, Defaulted | "params" | "decoder" | "compute"> & {
    readonly params: ParamSchema;
    readonly decoder: DecoderSpec;
    /** The decoder with these checked parameters. */
    readonly decoderOf: (params: Params) => DecoderSpec;
    /** Whether it is a framework: its parameter `losses` says what it computes in each segment. */
    readonly holdsLosses: boolean;
    /** Throws AmtlError (2) when it cannot hold so many segments with these checked parameters. */
    readonly checkSegments?: (params: Params, count: number) => void;
    /** Differentiable scalar; the caller owns the tensor. */
    readonly compute: (tf: Tf, inputs: LossInputs) => tfcore.Scalar;
  };

/** Looks a loss up by its id. */
export type FindLoss = (id: string) => Loss | undefined;
