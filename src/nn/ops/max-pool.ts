import * as tf from "@tensorflow/tfjs-core";
import { differentiable } from "./differentiable.js";

/** The four places of a window, in the order in which the first of several equal values is found. */
const PLACES = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
] as const;

/** Values at one place of every window: [documents, height / 2, width / 2, channels], rounded down. */
function valuesAt(x: tf.Tensor, [row, column]: (typeof PLACES)[number]): tf.Tensor {
  const [documents, height, width, channels] = x.shape;
  const [rows, columns] = [Math.floor(height / 2), Math.floor(width / 2)];
  return tf.stridedSlice(
    x,
    [0, row, column, 0],
    [documents, row + 2 * rows - 1, column + 2 * columns - 1, channels],
    [1, 2, 2, 1],
  );
}

/**
 * Largest of each 2×2 window, with stride 2; an odd last row or column is left out. Differentiable; of equal values
 * the first takes the gradient, as in PyTorch.
 *
 * @param x [documents, height, width, channels]
 */
export const maxPool = (x: tf.Tensor): tf.Tensor4D =>
  differentiable([x], () => {
    const value = tf.tidy(() =>
      PLACES.map((place) => valuesAt(x, place)).reduce((a, b) => tf.maximum(a, b)),
    );
    return {
      value,
      saved: { x, value },
      backward: (dy, saved) => [tf.tidy(() => spread(dy, saved.x, saved.value))],
    };
  }) as tf.Tensor4D;

/** Each window's gradient at the first place that holds its largest value, and zeros elsewhere. */
function spread(dy: tf.Tensor, x: tf.Tensor, largest: tf.Tensor): tf.Tensor {
  const [documents, height, width, channels] = x.shape;
  const [, rows, columns] = largest.shape;
  let left = tf.onesLike(largest);
  const parts = PLACES.map((place) => {
    const takes = tf.equal(valuesAt(x, place), largest).cast("float32").mul(left);
    left = left.sub(takes);
    return dy.mul(takes);
  });
  const besides = [parts.slice(0, 2), parts.slice(2)].map((pair) =>
    tf.stack(pair, 3).reshape([documents, rows, 2 * columns, channels]),
  );
  const whole = tf.stack(besides, 2).reshape([documents, 2 * rows, 2 * columns, channels]);
  return tf.pad(whole, [
    [0, 0],
    [0, height - 2 * rows],
    [0, width - 2 * columns],
    [0, 0],
  ]);
}
