import * as tf from "@tensorflow/tfjs-core";
import type { Mask } from "../../contract/compute/dropout.js";
import { dropPositions } from "../ops/drop-positions.js";

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

export function keptMask({ key, rate }: Mask, shape: readonly number[]): tf.Tensor {
  const kept = new Uint8Array(sizeOf(shape)).fill(1);
  dropPositions(kept, rate, key);
  return tf.tensor(kept, [...shape], "bool");
}

export function dropoutMask(
  { key, rate }: Mask,
  shape: readonly number[],
  kept: number,
): tf.Tensor {
  const factors = new Float32Array(sizeOf(shape)).fill(kept);
  dropPositions(factors, rate, key);
  return tf.tensor(factors, [...shape]);
}
