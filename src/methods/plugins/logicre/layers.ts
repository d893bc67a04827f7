import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import type { Dropout } from "../../../contract/compute/dropout.js";
import type { Parameters, Weight, Weights } from "../../../contract/compute/parameters.js";
import { dropOut } from "../../../nn/ops/dropout.js";
import { layerNorm } from "../../../nn/ops/layer-norm.js";
import { linear } from "../../../nn/ops/linear.js";
import { parameter } from "../../../nn/parameters.js";
import { constant, uniform, xavier } from "./initial.js";

/** How sequences of equal length go through a layer; rows are [sequences · length, hidden]. */
export interface LayerSettings {
  readonly parameters: Parameters;
  readonly heads: number;
  readonly length: number;
  readonly dropout: Dropout | null;
  readonly rate: number;
}

const EPSILON = 1e-5;

export const normWeights = (name: string, hidden: number): Weights =>
  new Map([
    [`${name}.weight`, constant([hidden], 1)],
    [`${name}.bias`, constant([hidden], 0)],
  ]);

/** Weights of a layer of PyTorch's Transformer with these attentions. */
export function layerWeights(
  name: string,
  attentions: readonly string[],
  { hidden, forward }: { readonly hidden: number; readonly forward: number },
  random: Random,
): Weights {
  const weights = new Map<string, Weight>();
  for (const attention of attentions) {
    // PyTorch draws the three projections as one matrix.
    const joined = Math.sqrt(6 / (4 * hidden));
    for (const part of ["query", "key", "value"]) {
      weights.set(`${name}.${attention}.${part}.weight`, uniform([hidden, hidden], joined, random));
      weights.set(`${name}.${attention}.${part}.bias`, constant([hidden], 0));
    }
    weights.set(`${name}.${attention}.out.weight`, xavier([hidden, hidden], random));
    weights.set(`${name}.${attention}.out.bias`, constant([hidden], 0));
    for (const [key, weight] of normWeights(`${name}.${attention}.norm`, hidden))
      weights.set(key, weight);
  }
  weights.set(`${name}.first.weight`, xavier([forward, hidden], random));
  weights.set(`${name}.first.bias`, uniform([forward], 1 / Math.sqrt(hidden), random));
  weights.set(`${name}.second.weight`, xavier([hidden, forward], random));
  weights.set(`${name}.second.bias`, uniform([hidden], 1 / Math.sqrt(forward), random));
  for (const [key, weight] of normWeights(`${name}.norm`, hidden)) weights.set(key, weight);
  return weights;
}

export const norm = (parameters: Parameters, name: string, x: tf.Tensor): tf.Tensor2D =>
  layerNorm(
    x,
    parameter(parameters, `${name}.weight`),
    parameter(parameters, `${name}.bias`),
    EPSILON,
  );

const project = (parameters: Parameters, name: string, x: tf.Tensor): tf.Tensor2D =>
  linear(x, parameter(parameters, `${name}.weight`), parameter(parameters, `${name}.bias`));

/** Attention of x to what is given, added to x and normed. */
function attend(
  name: string,
  x: tf.Tensor2D,
  to: tf.Tensor2D,
  isCausal: boolean,
  { parameters, heads, length, dropout, rate }: LayerSettings,
): tf.Tensor2D {
  const [rows, hidden] = x.shape;
  const size = hidden / heads;
  const split = (of: tf.Tensor2D, part: string): tf.Tensor4D =>
    project(parameters, `${name}.${part}`, of)
      .reshape([rows / length, length, heads, size])
      .transpose([0, 2, 1, 3]);
  const scores = tf
    .matMul(split(x, "query"), split(to, "key"), false, true)
    .div<tf.Tensor4D>(Math.sqrt(size));
  const open = isCausal ? scores.add<tf.Tensor4D>(later(length)) : scores;
  const shares = dropOut(tf.softmax(open), dropout, rate);
  const heard = tf
    .matMul(shares, split(to, "value"))
    .transpose([0, 2, 1, 3])
    .reshape<tf.Tensor2D>([rows, hidden]);
  const added = dropOut(project(parameters, `${name}.out`, heard), dropout, rate);
  return norm(parameters, `${name}.norm`, x.add(added));
}

/** Keeps a position from what comes after it. */
const later = (length: number): tf.Tensor2D =>
  tf.tensor2d(
    Array.from({ length }, (_, i) => Array.from({ length }, (__, j) => (j > i ? -1e9 : 0))),
  );

function feedForward(name: string, x: tf.Tensor2D, settings: LayerSettings): tf.Tensor2D {
  const { parameters, dropout, rate } = settings;
  const inner = tf.relu(project(parameters, `${name}.first`, x));
  const outer = project(parameters, `${name}.second`, dropOut(inner, dropout, rate));
  return norm(parameters, `${name}.norm`, x.add(dropOut(outer, dropout, rate)));
}

export function encoderLayer(name: string, x: tf.Tensor2D, settings: LayerSettings): tf.Tensor2D {
  const attended = attend(`${name}.self`, x, x, false, settings);
  return feedForward(name, attended, settings);
}

export function decoderLayer(
  name: string,
  x: tf.Tensor2D,
  memory: tf.Tensor2D,
  settings: LayerSettings,
): tf.Tensor2D {
  const own = attend(`${name}.self`, x, x, true, settings);
  const attended = attend(`${name}.cross`, own, memory, false, settings);
  return feedForward(name, attended, settings);
}
