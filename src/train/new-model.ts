import { BACKBONES, backboneOf, type Backbones } from "../methods/backbones/registry.js";
import { PLUGINS, pluginOf, type Plugins } from "../methods/plugins/registry.js";
import { loadLoss, type JobBackbones, type OwnPart } from "../extensions/of-job.js";
import type { Job } from "../contract/job.js";
import type { LearnFromScores } from "../contract/learner.js";
import type { TrainSpec } from "../contract/train-spec.js";
import type { Inputs } from "./inputs.js";
import { buildModel, type Model, type ModelParts } from "./model.js";
import { classPriors } from "./priors.js";

/** A model, and what of it a user's files bring. */
export interface NewModel {
  readonly model: Model;
  readonly own: readonly OwnPart[];
  /** How its plugin learns in place of the trainer; absent: the trainer trains it. */
  readonly learn?: LearnFromScores;
}

/**
 * The model of a job as it stands before training. The caller disposes it.
 * @param backbones the project's and the job's own.
 */
export async function newModel(
  job: Job,
  inputs: Inputs,
  backbones: JobBackbones,
): Promise<NewModel> {
  const { train: spec } = job;
  const loaded = await loadLoss(job);
  const { loss } = loaded;
  const own = [...loaded.own, ...backbones.own];
  const { encoder, layout } = inputs;
  const plugin = await pluginPart(spec, inputs, PLUGINS);
  const learn = plugin.plugin?.kernel.learn;
  const learning = learn === undefined ? {} : { learn };
  const parts = {
    encoder,
    layout,
    loss,
    params: spec.loss.params,
    seed: spec.seed,
    recompute: job.recompute === true,
    ...(await methodParts(job, { backbones: backbones.backbones, plugins: PLUGINS })),
    ...plugin,
  };
  if (!loss.needs.includes("priors")) return { model: buildModel(parts), own, ...learning };
  const { features } = await inputs.split(spec.trainSet);
  const priors = classPriors(features, layout.columns.length);
  return { model: buildModel({ ...parts, priors }), own, ...learning };
}

/** The plugin of a run, with what it makes of the training labels; nothing where there is none. */
export async function pluginPart(
  { plugin: spec, trainSet }: Pick<TrainSpec, "plugin" | "trainSet">,
  { split, layout }: Pick<Inputs, "split" | "layout">,
  plugins: Plugins,
): Promise<Pick<ModelParts, "plugin">> {
  if (spec === null) return {};
  const { plugin } = await pluginOf(spec.id, plugins).kernel();
  const { params } = spec;
  if (plugin.fromTraining === undefined) return { plugin: { kernel: plugin, params } };
  const { features } = await split(trainSet);
  return { plugin: { kernel: plugin.fromTraining({ features, layout, params }), params } };
}

type MethodPart = "kernel" | "sizes" | "encoderLayers" | "evidenceAbove" | "frozen";

/** Backbone of a job, with what it and the plugin take from the runs that it rests on. */
export async function methodParts(
  { train: spec, restsOn = {} }: Pick<Job, "train" | "restsOn">,
  { backbones, plugins }: Methods = { backbones: BACKBONES, plugins: PLUGINS },
): Promise<Pick<ModelParts, MethodPart>> {
  const backbone = backboneOf(spec.backbone, backbones);
  const { kernel } = await backbone.kernel();
  const loaded = spec.plugin === null ? null : await pluginOf(spec.plugin.id, plugins).kernel();
  const frozen = [await kernel.frozen?.(restsOn), await loaded?.plugin.frozen?.(restsOn)];
  return {
    kernel,
    sizes: spec.head,
    encoderLayers: backbone.encoderLayers ?? 1,
    ...(backbone.evidenceAbove !== undefined && { evidenceAbove: backbone.evidenceAbove }),
    frozen: new Map(frozen.flatMap((weights) => [...(weights ?? [])])),
  };
}

interface Methods {
  readonly backbones: Backbones;
  readonly plugins: Plugins;
}
