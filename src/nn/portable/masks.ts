import * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "../../contract/compute/dropout.js";
import type { AttentionShape } from "../../contract/compute/kernels.js";
import { dropPositions } from "../ops/drop-positions.js";
import { maskWindows, widestOf, windowKeys } from "../ops/windows.js";

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

export function keptMask({ key, rate }: Mask, { starts, heads }: AttentionShape): tf.Tensor {
  const windows = starts.length - 1;
  const widest = widestOf(starts);
  const kept = new Uint8Array(windows * heads * widest * widest).fill(1);
  windowKeys(key, windows).forEach((own, window) => {
    const width = starts[window + 1] - starts[window];
    const places = new Uint8Array(heads * width * width).fill(1);
    dropPositions(places, rate, own);
    for (let row = 0; row < heads * width; row++) {
      const head = window * heads + Math.floor(row / width);
      const to = (head * widest + (row % width)) * widest;
      kept.set(places.subarray(row * width, (row + 1) * width), to);
    }
  });
  return tf.tensor(kept, [windows, heads, widest, widest], "bool");
}

export function dropoutMask(mask: Mask, shape: readonly number[], kept: number): tf.Tensor {
  const factors = new Float32Array(sizeOf(shape)).fill(kept);
  const size = sizeOf(shape.slice(1));
  const { starts, keys } = maskWindows(mask, shape[0]);
  keys.forEach((own, window) => {
    const places = factors.subarray(starts[window] * size, starts[window + 1] * size);
    dropPositions(places, mask.rate, own);
  });
  return tf.tensor(factors, [...shape]);
}
