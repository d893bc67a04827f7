import * as tf from "@tensorflow/tfjs-core";
import type { Random } from "../../../base/random.js";
import type { Dropout } from "../../../contract/compute/dropout.js";
import type { Parameters, Weight, Weights } from "../../../contract/compute/parameters.js";
import { gatherRows } from "../../../nn/ops/gather.js";
import { linear } from "../../../nn/ops/linear.js";
import { parameter } from "../../../nn/parameters.js";
import { DEPTH } from "./bodies.js";
import { decoderLayer, encoderLayer, layerWeights, norm, normWeights } from "./layers.js";
import { gaussian, uniform } from "./initial.js";

export interface GeneratorSizes {
  readonly hidden: number;
  readonly forward: number;
  readonly layers: number;
  readonly heads: number;
  readonly dropout: number;
}

/** Triples as the generator reads them: indices of the head's type, the relation and the tail's type. */
export interface Sources {
  readonly heads: Int32Array;
  readonly relations: Int32Array;
  readonly tails: Int32Array;
}

/**
 * Initial values of the rule generator (spec/plugins.md 4.3), as PyTorch's Transformer, Embedding and Linear have them.
 * @param atoms 2R + 1.
 */
export function initialGenerator(
  { hidden, forward, layers }: GeneratorSizes,
  types: number,
  atoms: number,
  random: Random,
): Weights {
  const weights = new Map<string, Weight>([
    ["types", gaussian([types, hidden], random)],
    ["atoms", gaussian([atoms, hidden], random)],
    ["out.weight", uniform([atoms, hidden], 1 / Math.sqrt(hidden), random)],
    ["out.bias", uniform([atoms], 1 / Math.sqrt(hidden), random)],
  ]);
  const add = (others: Weights): void => {
    for (const [name, weight] of others) weights.set(name, weight);
  };
  for (let layer = 0; layer < layers; layer++) {
    add(layerWeights(`encoder.${layer}`, ["self"], { hidden, forward }, random));
    add(layerWeights(`decoder.${layer}`, ["self", "cross"], { hidden, forward }, random));
  }
  add(normWeights("encoder.norm", hidden));
  add(normWeights("decoder.norm", hidden));
  return weights;
}

/**
 * Logits of the atoms of a body at each position, [n · DEPTH, 2R + 1], from those before it.
 * @param before [n · (DEPTH - 1)]: indices of the first atoms.
 */
export function generatorLogits(
  parameters: Parameters,
  { heads: of, layers, dropout: rate }: GeneratorSizes,
  sources: Sources,
  before: Int32Array,
  dropout: Dropout | null,
): tf.Tensor2D {
  const types = parameter(parameters, "types");
  const atoms = parameter(parameters, "atoms");
  const n = sources.heads.length;
  const width = types.shape[1]!;
  const vectors = (table: tf.Tensor, indices: Int32Array): tf.Tensor3D =>
    gatherRows(table, indices).reshape<tf.Tensor3D>([n, -1, width]);
  const source = tf.concat(
    [
      vectors(types, sources.heads),
      vectors(atoms, sources.relations),
      vectors(types, sources.tails),
    ],
    1,
  );
  const target = tf.concat([tf.zeros([n, 1, width]), vectors(atoms, before)], 1);
  const settings = { parameters, heads: of, length: DEPTH, dropout, rate };
  const rows = (sequence: tf.Tensor): tf.Tensor2D => sequence.reshape([n * DEPTH, width]);
  let memory = rows(source);
  for (let layer = 0; layer < layers; layer++)
    memory = encoderLayer(`encoder.${layer}`, memory, settings);
  memory = norm(parameters, "encoder.norm", memory);
  let decoded = rows(target);
  for (let layer = 0; layer < layers; layer++)
    decoded = decoderLayer(`decoder.${layer}`, decoded, memory, settings);
  decoded = norm(parameters, "decoder.norm", decoded);
  return linear(decoded, parameter(parameters, "out.weight"), parameter(parameters, "out.bias"));
}
