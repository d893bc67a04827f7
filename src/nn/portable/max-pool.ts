import * as tf from "@tensorflow/tfjs-core";

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

export const maxPool = (x: tf.Tensor): tf.Tensor =>
  tf.tidy(() => PLACES.map((place) => valuesAt(x, place)).reduce((a, b) => tf.maximum(a, b)));

/** Each window's gradient at the first place that holds its largest value, and zeros elsewhere. */
export const maxPoolGradient = (dy: tf.Tensor, x: tf.Tensor, value: tf.Tensor): tf.Tensor =>
  tf.tidy(() => {
    const [documents, height, width, channels] = x.shape;
    const [, rows, columns] = value.shape;
    let left = tf.onesLike(value);
    const parts = PLACES.map((place) => {
      const takes = tf.equal(valuesAt(x, place), value).cast("float32").mul(left);
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
  });
