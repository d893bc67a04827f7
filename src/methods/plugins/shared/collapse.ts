import * as tf from "@tensorflow/tfjs-core";
import type { LabelLayout } from "../../../contract/layout.js";

/** Logits with one threshold, and the way back to the layout's columns. */
export interface Collapsed {
  /** [rows, 1 + relations]: the threshold, then the relations in the order of their columns. */
  readonly logits: tf.Tensor2D;
  /** Such logits in the layout's columns: each segment gets the one threshold. */
  readonly spread: (logits: tf.Tensor2D) => tf.Tensor2D;
}

/**
 * The thresholds of all segments made one: relations less their segment's threshold, which becomes 0 (spec/plugins.md 5).
 * Logits of a single segment stay as they are. Differentiable.
 */
export function collapse(logits: tf.Tensor2D, { segments }: LabelLayout): Collapsed {
  if (segments.length === 1) return { logits, spread: (given) => given };
  const rows = logits.shape[0];
  const margins = segments.map(({ start, end }) => {
    const threshold = logits.slice([0, start], [rows, 1]);
    return logits.slice([0, start + 1], [rows, end - start - 1]).sub<tf.Tensor2D>(threshold);
  });
  return {
    logits: tf.concat<tf.Tensor2D>([tf.zeros([rows, 1]), ...margins], 1),
    spread: (given) => {
      const threshold = given.slice([0, 0], [rows, 1]);
      let from = 1;
      const parts = segments.flatMap(({ start, end }) => {
        const own = given.slice([0, from], [rows, end - start - 1]);
        from += end - start - 1;
        return [threshold, own];
      });
      return tf.concat<tf.Tensor2D>(parts, 1);
    },
  };
}

/** How many classes collapsed logits have: the threshold, and a relation each. */
export const classesOf = ({ columns, segments }: LabelLayout): number =>
  columns.length - segments.length + 1;
