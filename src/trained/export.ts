import type { FileHandle } from "node:fs/promises";
import type { Backbone } from "../contract/backbone.js";
import type { DecoderSpec } from "../contract/decoder.js";
import { encoderTokenizer, resolveEncoder } from "../corpus/encoders/resolve.js";
import { encodersOfJob } from "../corpus/own/of-job.js";
import { encoderConfigFile } from "../exported/encoder-config.js";
import { describeModel } from "../exported/describe.js";
import { DESCRIPTION, type Description } from "../exported/description.js";
import { EXPORTED } from "../exported/files.js";
import { relationsFile } from "../exported/relations.js";
import { tokenizerFile } from "../exported/tokenizer-file.js";
import { writeWeightsFile } from "../exported/weights.js";
import { loadBackbones } from "../extensions/of-job.js";
import { backboneOf } from "../methods/backbones/registry.js";
import { relationNamesOf } from "../methods/datasets/registry.js";
import type { NewFile } from "../store/new-folder.js";
import type { TrainedModel } from "./open.js";

/** What of an exported model follows from the model itself. */
export interface ModelFiles {
  readonly description: Description;
  readonly backbone: Backbone;
  /** All but the card. */
  readonly files: readonly NewFile[];
  /** Why no program is among them that loads the model in Python; null: there is one. */
  readonly withoutLoader: string | null;
}

/** What is needed of a trained model. */
export interface ExportableModel extends Pick<
  TrainedModel,
  "trainId" | "spec" | "inputs" | "model" | "datasets"
> {
  readonly job: Pick<
    TrainedModel["job"],
    "train" | "dependencies" | "evals" | "encoder" | "backboneFile"
  >;
}

/**
 * The files of an exported model.
 * @param decoder with nothing left open.
 */
export async function modelFiles(
  { trainId, spec, job, inputs, model, datasets }: ExportableModel,
  decoder: DecoderSpec,
): Promise<ModelFiles> {
  const backbone = backboneOf(spec.backbone, (await loadBackbones(job)).backbones);
  const encoder = await resolveEncoder(spec.encoder, await encodersOfJob(job));
  const { layout } = inputs;
  const tokenizerText = await tokenizerFile(encoder);
  const description = describeModel({
    ...{ trainId, spec, backbone, layout, decoder },
    encoder: inputs.encoder.config,
    tokenizer: await encoderTokenizer(encoder),
    tokenizerFile: tokenizerText,
  });
  const config = {
    ...(await encoderConfigFile(encoder, inputs.encoder.config)),
    [DESCRIPTION]: description,
  };
  const relations = relationsFile(layout, relationNamesOf(spec.trainSet, datasets));
  const weights = (handle: FileHandle): Promise<void> =>
    writeWeightsFile(handle, model.parameters, backbone);
  const withoutLoader = whyWithoutLoader(backbone, spec.plugin !== null);
  const loader = withoutLoader === null ? await backbone.python?.() : undefined;
  return {
    description,
    backbone,
    files: [
      [EXPORTED.weights, weights],
      [EXPORTED.config, pretty(config)],
      [EXPORTED.tokenizer, tokenizerText],
      [EXPORTED.relations, pretty(relations)],
      ...(loader === undefined ? [] : [[EXPORTED.loader, loader.program] as const]),
    ],
    withoutLoader,
  };
}

function whyWithoutLoader(backbone: Backbone, hasPlugin: boolean): string | null {
  if (hasPlugin) return "what the plugin adds to the backbone is not available in PyTorch";
  return backbone.python === undefined
    ? `the backbone ${backbone.label} is not available in PyTorch`
    : null;
}

const pretty = (value: object): string => `${JSON.stringify(value, null, 2)}\n`;
