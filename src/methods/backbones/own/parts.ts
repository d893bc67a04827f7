import type * as tf from "@tensorflow/tfjs-core";
import type { Parameters } from "../../../contract/compute/parameters.js";
import { parameter } from "../../../nn/parameters.js";

/**
 * What a backbone of an experiment file is handed beside TensorFlow: the parts that the project's own are made of. It
 * loads TensorFlow, so that only a worker imports it.
 */
export { gatherRows, takeRows } from "../../../nn/ops/gather.js";
export { linear } from "../../../nn/ops/linear.js";
export { parameter } from "../../../nn/parameters.js";
export { entityAttention, entityVectors } from "../shared/entities.js";
export { groupedBilinear } from "../shared/grouped-bilinear.js";
export { linearInitial } from "../shared/initial.js";
export { indexMentions, indexPairs } from "../shared/mentions.js";
export { pairContexts } from "../shared/pair-context.js";

/**
 * Weight and bias of a linear layer, as `linearInitial` names them.
 * @throws Error when the model has no parameters of these names.
 */
export const layer = (
  parameters: Parameters,
  name: string,
): { readonly weight: tf.Tensor2D; readonly bias: tf.Tensor1D } => ({
  weight: parameter(parameters, `${name}.weight`) as tf.Tensor2D,
  bias: parameter(parameters, `${name}.bias`) as tf.Tensor1D,
});
