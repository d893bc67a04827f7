import type { FileHandle } from "node:fs/promises";
import type { Backbone } from "../contract/backbone.js";
import type { Parameters } from "../contract/compute/parameters.js";
import { writeSafetensors } from "../nn/encoder/write-safetensors.js";
import { readParameters } from "../nn/parameters.js";
import { officialName } from "./names.js";

/**
 * Writes a model's parameters by their official names.
 * @param handle of an empty file.
 */
export const writeWeightsFile = (
  handle: FileHandle,
  parameters: Parameters,
  backbone: Pick<Backbone, "encoderName">,
): Promise<void> =>
  writeSafetensors(
    handle,
    new Map(
      [...readParameters(parameters)].map(([name, weight]) => [
        officialName(name, backbone),
        weight,
      ]),
    ),
  );
