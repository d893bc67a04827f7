import { join } from "node:path";
import type { Backbone } from "../contract/backbone.js";
import type { Parameters, Weight, Weights } from "../contract/compute/parameters.js";
import { withTensors } from "../nn/encoder/safetensors.js";
import { EXPORTED } from "./files.js";
import { officialName } from "./names.js";
import { damaged } from "./read.js";

/**
 * Values of a model's parameters from an exported model.
 *
 * @param parameters of the model that they are for: names and shapes.
 * @throws AmtlError (2) where one is not in it, or has another shape.
 */
export function exportedWeights(
  folder: string,
  parameters: Parameters,
  backbone: Pick<Backbone, "encoderName">,
): Promise<Weights> {
  const path = join(folder, EXPORTED.weights);
  return withTensors(path, async (tensors, load) => {
    const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
    const weights = new Map<string, Weight>();
    for (const [name, { shape }] of parameters) {
      const official = officialName(name, backbone);
      const found = byName.get(official);
      if (found?.shape.join() !== shape.join()) {
        const got = found === undefined ? "none" : `[${found.shape.join(", ")}]`;
        throw damaged(path, `${official} of shape ${got}, where [${shape.join(", ")}] is needed`);
      }
      weights.set(name, await load(found));
    }
    return weights;
  });
}
