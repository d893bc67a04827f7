import * as tf from "@tensorflow/tfjs-core";
import type { Windows } from "../../contract/corpus/encoder.js";
import { differentiable } from "../ops/differentiable.js";
import { takeFilled, takeRows } from "../ops/gather.js";

/** Which positions of windows are computed, as rows side by side. */
export interface Packing {
  /** Where each window's rows begin, and the end of the last: [windows + 1]. */
  readonly starts: Int32Array;
  /** The position of each row, as window · width + position. */
  readonly places: Int32Array;
  /** The row of each position; the number of rows where it has none. */
  readonly rowOf: Int32Array;
}

/** Tokens alone, so that nothing is computed for padding; or all positions, for comparisons with code that does. */
export function pack({ count, width, mask }: Windows, padding: "left out" | "computed"): Packing {
  const isRow = (place: number): boolean => padding === "computed" || mask[place] === 1;
  const places = Int32Array.from({ length: count * width }, (_, place) => place).filter(isRow);
  const starts = new Int32Array(count + 1);
  for (const place of places) starts[Math.floor(place / width) + 1]++;
  for (let window = 0; window < count; window++) starts[window + 1] += starts[window];
  const rowOf = new Int32Array(count * width).fill(places.length);
  places.forEach((place, row) => {
    rowOf[place] = row;
  });
  return { starts, places, rowOf };
}

/** The rows of some positions, in their order, and where a position has none. */
export interface Requests extends Pick<Packing, "places" | "rowOf"> {
  readonly rows: Int32Array;
}

/** @param asked positions, as window · width + position; padding that is left out has no row. */
export function request(asked: Int32Array, { places, rowOf }: Packing): Requests {
  const present = Int32Array.from(asked.keys()).filter((at) => rowOf[asked[at]] < places.length);
  const order = new Int32Array(asked.length).fill(present.length);
  present.forEach((at, index) => {
    order[at] = index;
  });
  return { rows: present.map((at) => rowOf[asked[at]]), places: present, rowOf: order };
}

/** [windows · width, d] from [rows, d], 0 at positions without a row. Differentiable. */
export function unpack(
  x: tf.Tensor,
  { places, rowOf }: Pick<Packing, "places" | "rowOf">,
): tf.Tensor {
  if (places.length === rowOf.length) return x;
  return differentiable([x], () => ({
    value: takeFilled(x, rowOf),
    saved: {},
    backward: (dy) => [takeRows(dy, places)],
  }));
}
