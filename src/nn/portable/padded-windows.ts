import * as tf from "@tensorflow/tfjs-core";
import { takeFilled, takeRows } from "../ops/gather.js";
import { widestOf } from "../ops/windows.js";

/** Added to the scores of keys that are none: their probability is exactly 0 in float32. */
const ABSENT = -1e9;

/** Windows of unequal width side by side, each filled up to the widest, for operations on matrices of one shape. */
export interface PaddedWindows {
  readonly width: number;
  /** [rows, n] → [windows · width, n], 0 where a window has no row; equal windows: the tensor itself. */
  readonly fill: (x: tf.Tensor) => tf.Tensor;
  /** The inverse of fill. */
  readonly cut: (x: tf.Tensor) => tf.Tensor;
  /** What keys have added to their scores, [windows, 1, 1, width]; null: nothing. */
  readonly bias: (ofRows: tf.Tensor | null) => tf.Tensor | null;
  /** Rows by their place among the filled ones. */
  readonly places: (rows: Int32Array) => Int32Array;
}

export function paddedWindows(starts: Int32Array): PaddedWindows {
  const windows = starts.length - 1;
  const width = widestOf(starts);
  const rows = starts[windows];
  const placeOf = new Int32Array(rows);
  // The row after the last is one of zeros.
  const rowOf = new Int32Array(windows * width).fill(rows);
  for (let window = 0; window < windows; window++) {
    for (let row = starts[window]; row < starts[window + 1]; row++) {
      placeOf[row] = window * width + row - starts[window];
      rowOf[placeOf[row]] = row;
    }
  }
  const isEven = rows === windows * width;
  return {
    width,
    fill: (x) => (isEven ? x : takeFilled(x, rowOf)),
    cut: (x) => (isEven ? x : takeRows(x, placeOf)),
    bias: (ofRows) => {
      const shape = [windows, 1, 1, width];
      if (isEven) return ofRows === null ? null : tf.reshape(ofRows, shape);
      const column = ofRows === null ? tf.zeros([rows, 1]) : tf.reshape(ofRows, [rows, 1]);
      return tf.reshape(takeFilled(column, rowOf, ABSENT), shape);
    },
    places: (asked) => asked.map((row) => placeOf[row]),
  };
}
