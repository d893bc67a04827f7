import { encode } from "../../nn/encoder/encode.js";
import type { EncoderConfig } from "../../contract/corpus/encoder.js";
import { ENCODER_PREFIX } from "../../nn/parameters.js";
import type { Parameters } from "../../contract/compute/parameters.js";
import { windowsOf, type EncoderCase } from "./schema.js";
import type { GoldenTensor } from "../tensors.js";
import type { CheckContext } from "../checker.js";

/** What a case's objective, sum(hidden · R1) + sum(attention · R2), multiplies. */
export interface Factors {
  /** [windows, width, d] */
  readonly R1: GoldenTensor;
  /** [windows, heads, width, width] */
  readonly R2: GoldenTensor;
}

export interface EncoderRun {
  /** [windows, width, d], 0 at padding that is left out. */
  readonly hidden: Float32Array;
  /** [windows, heads, width, width], 0 in query rows of padding that is left out. */
  readonly attention: Float32Array;
  /** Gradients of the objective, by Hugging Face name. */
  readonly gradients: ReadonlyMap<string, Float32Array>;
}

/** Values times the mask of the row (window · width + position) they belong to. */
function maskRows(
  stored: GoldenTensor,
  mask: Float32Array,
  rowOf: (row: number) => number,
): Float32Array {
  const length = stored.shape[stored.shape.length - 1];
  return Float32Array.from(stored.data, (value, i) => value * mask[rowOf(Math.floor(i / length))]);
}

/**
 * Encodes a case and differentiates its objective.
 *
 * @param padding whether padding is computed, and counts in the objective as a query
 */
export function runEncoder(
  tf: CheckContext["tf"],
  parameters: Parameters,
  config: EncoderConfig,
  one: EncoderCase,
  factors: Factors,
  padding: "left out" | "computed",
): EncoderRun {
  const windows = windowsOf(one);
  const { count, width } = windows;
  const { heads } = config;
  const mask = padding === "computed" ? windows.mask.map(() => 1) : windows.mask;
  const rows = Int32Array.from(mask.keys());
  const queryOf = (row: number): number =>
    Math.floor(row / (heads * width)) * width + (row % width);
  let run: EncoderRun | undefined;
  tf.tidy(() => {
    const r1 = tf.tensor(
      maskRows(factors.R1, mask, (row) => row),
      factors.R1.shape,
    );
    const r2 = tf.tensor(maskRows(factors.R2, mask, queryOf), factors.R2.shape);
    const forward = (): { hidden: typeof r1; attention: typeof r2 } => {
      const options = { padding };
      const { hidden, attention } = encode(parameters, config, windows, rows, null, options);
      const matrix = attention.reshape([count, width, heads, width]).transpose([0, 2, 1, 3]);
      return { hidden, attention: matrix };
    };
    const { hidden, attention } = forward();
    const { grads } = tf.variableGrads(() => {
      const encoded = forward();
      return encoded.hidden.mul(r1).sum().add(encoded.attention.mul(r2).sum());
    }, [...parameters.values()]);
    const gradients = new Map<string, Float32Array>();
    for (const [name, variable] of parameters) {
      const gradient = grads[variable.name].dataSync<"float32">();
      gradients.set(name.slice(ENCODER_PREFIX.length), gradient);
    }
    run = {
      hidden: hidden.dataSync<"float32">(),
      attention: attention.dataSync<"float32">(),
      gradients,
    };
  });
  return run!;
}
