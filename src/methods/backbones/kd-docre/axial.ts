import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import type { Parameters, Weight } from "../../../contract/compute/parameters.js";
import { axialAttention, type TableShape } from "../../../nn/ops/axial-attention.js";
import { layerNorm } from "../../../nn/ops/layer-norm.js";
import { linear } from "../../../nn/ops/linear.js";
import type { SelfAttentionWeights } from "../../../nn/ops/self-attention.js";
import { parameter } from "../../../nn/parameters.js";
import { linearInitial } from "../shared/initial.js";

/** Epsilon of the layer norms: PyTorch's default. */
const EPSILON = 1e-5;

/** Axis 0 of a table is the head entity's, axis 1 the tail's. */
const AXES = [0, 1] as const;

const attentionName = (layer: number, axis: number): string =>
  `axial_transformer.axial_attns.${layer}.axial_attentions.${axis}.fn`;
const feedForwardName = (layer: number): string => `axial_transformer.ffns.${layer}`;
const normName = (layer: number): string => `axial_transformer.lns.${layer}`;

/** Initial values of `layers` layers for cells of d numbers. */
export function axialInitial(
  layers: number,
  d: number,
  random: Random,
): (readonly [string, Weight])[] {
  const ofAttention = (name: string): (readonly [string, Weight])[] => [
    linearInitial(`${name}.to_q`, d, d, random)[0],
    linearInitial(`${name}.to_kv`, 2 * d, d, random)[0],
    ...linearInitial(`${name}.to_out`, d, d, random),
  ];
  return [...Array(layers).keys()].flatMap((layer) => [
    ...AXES.flatMap((axis) => ofAttention(attentionName(layer, axis))),
    ...linearInitial(feedForwardName(layer), d, d, random),
    [`${normName(layer)}.weight`, { shape: [d], values: new Float32Array(d).fill(1) }] as const,
    [`${normName(layer)}.bias`, { shape: [d], values: new Float32Array(d) }] as const,
  ]);
}

function attentionWeights(
  parameters: Parameters,
  layer: number,
  axis: (typeof AXES)[number],
): SelfAttentionWeights {
  const of = (name: string): tf.Tensor =>
    parameter(parameters, `${attentionName(layer, axis)}.${name}`);
  return {
    query: of("to_q.weight"),
    keyValue: of("to_kv.weight"),
    out: of("to_out.weight"),
    outBias: of("to_out.bias"),
  };
}

/** What a layer computes, for golden files: its attention's sum, and its result. */
export interface AxialLayer {
  readonly attention: tf.Tensor2D;
  readonly value: tf.Tensor2D;
}

/**
 * The axial transformer: in each layer x ← x + attention(x), x ← W·x + b (no activation, and no residual around it),
 * x ← LayerNorm(x). No position is encoded, and no cell masked as a key.
 *
 * @param x cells of the tables, [tables · side², d]
 * @param bias [tables, side], see axialAttention
 * @returns the layers in their order; the last one's value is the result.
 */
export function axialTransformer(
  parameters: Parameters,
  x: tf.Tensor2D,
  { layers, ...shape }: TableShape & { readonly heads: number; readonly layers: number },
  bias: tf.Tensor2D,
): AxialLayer[] {
  const done: AxialLayer[] = [];
  let input = x;
  for (let layer = 0; layer < layers; layer++) {
    const [column, row] = AXES.map((axis) => attentionWeights(parameters, layer, axis));
    const attention = axialAttention(input, { column, row }, shape, bias);
    const of = (name: string, kind: "weight" | "bias"): tf.Tensor =>
      parameter(parameters, `${name}.${kind}`);
    const name = feedForwardName(layer);
    const mixed = linear(tf.add(input, attention), of(name, "weight"), of(name, "bias"));
    const norm = normName(layer);
    const value = layerNorm(mixed, of(norm, "weight"), of(norm, "bias"), EPSILON);
    done.push({ attention, value });
    input = value;
  }
  return done;
}
