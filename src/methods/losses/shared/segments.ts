import type * as tfcore from "@tensorflow/tfjs-core";
import type { LabelLayout } from "../../../contract/layout.js";
import type { Tf } from "../../../contract/loss.js";

/** Where each segment's columns go when the segments are laid side by side, padded to the widest. */
interface Places {
  /** Columns of the widest segment. */
  readonly width: number;
  /** [segments · width]: column to take; the column after the last is the common threshold. */
  readonly take: Int32Array;
  /** [segments · width]: 1 on relations, 0 on the threshold and on padding. */
  readonly relations: Float32Array;
  /** [columns]: place of each relation; threshold columns all name the place after the last. */
  readonly back: Int32Array;
  /** [segments]: the threshold columns. */
  readonly thresholdColumns: Int32Array;
  /** [segments]: places of the thresholds. */
  readonly thresholds: Int32Array;
}

function placesOf({ segments, columns }: LabelLayout): Places {
  const width = Math.max(...segments.map(({ start, end }) => end - start));
  const size = segments.length * width;
  const take = new Int32Array(size);
  const relations = new Float32Array(size);
  const back = new Int32Array(columns.length);
  segments.forEach(({ start, end }, k) => {
    take.fill(columns.length, k * width, (k + 1) * width);
    back[start] = size;
    for (let column = start + 1; column < end; column++) {
      const place = k * width + column - start;
      take[place] = column;
      relations[place] = 1;
      back[column] = place;
    }
  });
  return {
    width,
    take,
    relations,
    back,
    thresholdColumns: Int32Array.from(segments, ({ start }) => start),
    thresholds: Int32Array.from(segments, (_, k) => k * width),
  };
}

/** One row for each pair and segment: what a loss with one threshold takes. */
export interface SegmentRows {
  /** [pairs · segments, width], column 0 the common threshold; padding repeats it. Differentiable by the logits. */
  readonly z: tfcore.Tensor2D;
  /** [pairs · segments, width], 1 on positive relations. */
  readonly positive: tfcore.Tensor2D;
  /** [pairs · segments, width], 1 on the other relations; padding and threshold are in neither. */
  readonly negative: tfcore.Tensor2D;
}

/**
 * Cuts pairs into their segments, every threshold replaced by the sum of the pair's threshold logits over lambda (Eq. 2,
 * as coded in AMTL losses.py `get_at_loss_by_MT`: the same number in every segment). Labels are clamped to 0 and 1,
 * those of threshold columns are ignored.
 *
 * @param logits [pairs, columns]
 * @param labels [pairs, columns]
 */
export function segmentRows(
  tf: Tf,
  logits: tfcore.Tensor2D,
  labels: tfcore.Tensor2D,
  layout: LabelLayout,
): SegmentRows {
  const places = placesOf(layout);
  const rows = logits.shape[0] * layout.segments.length;
  const pick = (x: tfcore.Tensor, index: Int32Array): tfcore.Tensor2D =>
    tf.gather(x as tfcore.Tensor2D, tf.tensor1d(index, "int32"), 1);
  const op = tf.customGrad<tfcore.Tensor2D>((input) => {
    const value = tf.tidy(() => {
      const z = input as tfcore.Tensor2D;
      const common = pick(z, places.thresholdColumns)
        .sum(1, true)
        .div<tfcore.Tensor2D>(layout.lambda);
      return pick(tf.concat([z, common], 1), places.take).reshape<tfcore.Tensor2D>([
        rows,
        places.width,
      ]);
    });
    const gradFunc = (dy: tfcore.Tensor2D): tfcore.Tensor =>
      tf.tidy(() => {
        const wide = dy.reshape<tfcore.Tensor2D>([logits.shape[0], places.take.length]);
        const common = pick(wide, places.thresholds)
          .sum(1, true)
          .div<tfcore.Tensor2D>(layout.lambda);
        return pick(tf.concat([wide, common], 1), places.back);
      });
    return { value, gradFunc };
  });
  const relations = tf.tensor2d(places.relations, [1, places.take.length]);
  const padded = tf.concat([tf.minimum(labels, 1), tf.zeros([labels.shape[0], 1])], 1);
  const positive = pick(padded, places.take).mul<tfcore.Tensor2D>(relations);
  const negative = relations.sub<tfcore.Tensor2D>(positive);
  return {
    z: op(logits),
    positive: positive.reshape([rows, places.width]),
    negative: negative.reshape([rows, places.width]),
  };
}
