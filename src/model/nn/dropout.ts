import * as tf from "@tensorflow/tfjs-core";
import { hasRawOps, rawOp } from "../../engine/raw.js";

/**
 * Where the dropout masks of one training step come from. Every call that draws a mask takes the next site, so a
 * step's masks follow from (seed, step) and the order of the calls alone: a resumed run draws the same bits.
 */
export interface Dropout {
  readonly seed: number;
  readonly step: number;
  site: number;
}

export const createDropout = (seed: number, step: number): Dropout => ({ seed, step, site: 0 });

/** Mixes 32 bits so that neighbouring inputs give unrelated outputs (the finalizer of MurmurHash3). */
function mix(value: number): number {
  let h = value | 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/**
 * The mask of the next site: 0 where a value is dropped, 1 / (1 - rate) where it is kept.
 * On engines with raw operations TensorFlow's counter-based generator draws it, elsewhere a hash of the position.
 */
export function dropoutMask(dropout: Dropout, shape: readonly number[], rate: number): tf.Tensor {
  const site = dropout.site++;
  const key = [mix(dropout.seed + Math.imul(dropout.step, 0x9e3779b1)), mix(~dropout.step) + site];
  return tf.tidy(() => {
    if (hasRawOps()) {
      const uniform = rawOp(
        "StatelessRandomUniform",
        [
          { name: "dtype", kind: "dtype", value: "float32" },
          { name: "T", kind: "dtype", value: "int32" },
          { name: "Tseed", kind: "dtype", value: "int32" },
        ],
        [tf.tensor1d([...shape], "int32"), tf.tensor1d(key, "int32")],
      );
      return uniform
        .greaterEqual(rate)
        .cast("float32")
        .mul(1 / (1 - rate));
    }
    const size = shape.reduce((product, n) => product * n, 1);
    const values = new Float32Array(size);
    const bound = Math.round(rate * 2 ** 32);
    const scale = 1 / (1 - rate);
    const start = mix(key[0] + mix(key[1]));
    for (let i = 0; i < size; i++) {
      values[i] = mix(start + Math.imul(i, 0x9e3779b1)) >>> 0 >= bound ? scale : 0;
    }
    return tf.tensor(values, [...shape]);
  });
}
