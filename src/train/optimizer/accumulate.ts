import type * as tf from "@tensorflow/tfjs-core";
import { add } from "../../nn/ops/kernels.js";

/** Sums gradients over batches until an update takes them. Owns what it is given. */
export interface Accumulator {
  /** Takes a batch's gradients. */
  readonly add: (gradients: ReadonlyMap<string, tf.Tensor>) => void;
  /** What was added since the last clear; the tensors stay the accumulator's. */
  readonly sums: () => ReadonlyMap<string, tf.Tensor>;
  readonly isEmpty: () => boolean;
  /** Frees and forgets the sums. */
  readonly clear: () => void;
}

export function newAccumulator(): Accumulator {
  const sums = new Map<string, tf.Tensor>();
  return {
    add: (gradients) => {
      for (const [name, gradient] of gradients) {
        const before = sums.get(name);
        sums.set(name, before === undefined ? gradient : add(before, gradient));
        if (before === undefined) continue;
        before.dispose();
        gradient.dispose();
      }
    },
    sums: () => sums,
    isEmpty: () => sums.size === 0,
    clear: () => {
      for (const sum of sums.values()) sum.dispose();
      sums.clear();
    },
  };
}
