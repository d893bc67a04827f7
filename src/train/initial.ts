import * as tf from "@tensorflow/tfjs-core";
import type { Job } from "../contract/job.js";
import type { Parameters } from "../contract/compute/parameters.js";
import { changed } from "../corpus/own/of-job.js";
import { exportedWeights } from "../exported/load-weights.js";
import { readExported } from "../exported/read.js";
import { backboneOf, type Backbones } from "../methods/backbones/registry.js";
import { assignParameters } from "../nn/parameters.js";

/**
 * Gives a model's parameters the values of the exported model that its run starts from; nothing where there is none.
 * @throws AmtlError (2) where that is damaged, is no longer the one that was planned with, or lacks a parameter.
 */
export async function startFrom(
  { train: { init, backbone }, initFolder }: Pick<Job, "train" | "initFolder">,
  parameters: Parameters,
  backbones: Backbones,
): Promise<void> {
  if (init === undefined || initFolder === undefined) return;
  const { sha256 } = await readExported(initFolder);
  if (sha256 !== init) throw changed("The exported model", init, sha256, initFolder);
  const named = backboneOf(backbone, backbones);
  assignParameters(tf, parameters, await exportedWeights(initFolder, parameters, named));
}
