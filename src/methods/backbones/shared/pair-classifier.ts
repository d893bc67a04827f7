import type * as tf from "@tensorflow/tfjs-core";
import type { BackboneOutputs, ModelSizes } from "../../../contract/backbone.js";
import type { Parameters, Weight } from "../../../contract/compute/parameters.js";
import { parameter } from "../../../nn/parameters.js";
import type { Random } from "../../../base/random.js";
import { groupedBilinear } from "./grouped-bilinear.js";
import { linearInitial } from "./initial.js";

/**
 * Initial values of ATLOP's two extractors and last layer.
 *
 * @param input width of what an extractor reads
 */
export function classifierInitial(
  { columns, own }: Pick<ModelSizes, "columns" | "own">,
  input: number,
  random: Random,
): (readonly [string, Weight])[] {
  const [embedding, block] = [Number(own.embedding), Number(own.block)];
  return [
    ...linearInitial("head_extractor", embedding, input, random),
    ...linearInitial("tail_extractor", embedding, input, random),
    ...linearInitial("bilinear", columns, embedding * block, random),
  ];
}

/**
 * ATLOP's last layer: a grouped bilinear layer over the vectors of both entities.
 *
 * @param head [pairs, embedding]
 * @param tail [pairs, embedding]
 */
export function classifyPairs(
  parameters: Parameters,
  { own }: Pick<ModelSizes, "own">,
  { head, tail }: { readonly head: tf.Tensor2D; readonly tail: tf.Tensor2D },
): Required<Pick<BackboneOutputs, "logits" | "pairs">> {
  const weight = parameter(parameters, "bilinear.weight") as tf.Tensor2D;
  const bias = parameter(parameters, "bilinear.bias") as tf.Tensor1D;
  const block = Number(own.block);
  return {
    logits: groupedBilinear(head, tail, weight, bias, block),
    pairs: { head, tail, block },
  };
}
