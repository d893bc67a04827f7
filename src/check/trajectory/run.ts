import type { Backbone, Kernel } from "../../contract/backbone.js";
import type { EncoderConfig } from "../../contract/corpus/encoder.js";
import type { Features } from "../../contract/corpus/document.js";
import type { LabelLayout } from "../../contract/layout.js";
import type { Loss } from "../../contract/loss.js";
import type { Schedule } from "../../contract/schedule.js";
import type { Params } from "../../base/params.js";
import { PAPERS_OWN } from "../../methods/backbones/papers-own.js";
import { BACKBONES } from "../../methods/backbones/registry.js";
import { paperSchedule } from "../../methods/profiles/schedules.js";
import { parseEncoderConfig } from "../../nn/encoder/config.js";
import { ENCODER_PREFIX } from "../../nn/parameters.js";
import { buildModel, type Model } from "../../train/model.js";
import { groupOf } from "../../train/optimizer/optimizer.js";
import { classPriors } from "../../train/priors.js";
import { assignValues, valuesOf } from "../../train/weights.js";
import type { Deviation } from "../deviation.js";
import { goldenLayout } from "../loss/layouts.js";
import { weightOf } from "../tensors.js";
import { goldenSizes } from "../golden-sizes.js";
import type { GoldenGroup, TrajectoryConfig, TrajectoryGolden } from "./schema.js";

/** The tiny BERT that the file describes; its fields have the names of config.json. */
const encoderConfig = (config: TrajectoryConfig): EncoderConfig =>
  parseEncoderConfig({ model_type: "bert", ...config }, "field config of a trajectory file");

export const layoutOf = (config: TrajectoryConfig): LabelLayout =>
  goldenLayout(config.num_class, config.segments, config.lambda);

const WORDS = "embeddings.word_embeddings.weight";

/** Official models call their encoder differently ("model.", "bert_model."): our name of a parameter of the file. */
export function renamer({ params }: Pick<TrajectoryGolden, "params">): (name: string) => string {
  const words = Object.keys(params).find((name) => name.endsWith(WORDS)) ?? WORDS;
  const prefix = words.slice(0, -WORDS.length);
  return (name) =>
    prefix !== "" && name.startsWith(prefix) ? ENCODER_PREFIX + name.slice(prefix.length) : name;
}

/** The file's groups of the optimizer; index 0 of those without words takes the rest. */
const groupsOf = (config: TrajectoryConfig, backbone: Backbone): readonly GoldenGroup[] =>
  config.groups ?? [
    { lr: config.encoder_lr, weight_decay: config.weight_decay },
    { lr: config.head_lr, weight_decay: config.weight_decay, contains: [...backbone.newLayers] },
  ];

const groupIn = (groups: readonly GoldenGroup[], name: string): number => {
  const found = groups.findIndex(({ contains }) => contains?.some((word) => name.includes(word)));
  return found >= 0 ? found : groups.findIndex(({ contains }) => contains === undefined);
};

/** A training set-up, and for each rate that a step of the file lists what ours is without the factor. */
export interface GoldenSchedule {
  readonly schedule: Schedule;
  readonly rates: readonly number[];
}

/**
 * The backbone's own schedule with the file's numbers: sizes, rates, decays. What a number cannot say is the backbone's:
 * the parameters of each group, the optimizer's variant, the course of the rates, what accumulation keeps, whether the
 * last batch is left out, when dev is evaluated.
 */
export function scheduleOf(
  golden: TrajectoryGolden,
  backbone: Backbone,
  deviation: Deviation,
): GoldenSchedule {
  const { config, params, features } = golden;
  const usual = paperSchedule({}, backbone.newLayers);
  const scale = { profile: "paper", encoder: { id: "" } } as const;
  const own = backbone.schedule?.(usual, scale) ?? usual;
  const theirs = groupsOf(config, backbone);
  const rename = renamer(golden);
  const used = (group: number): GoldenGroup | undefined => {
    const names = Object.keys(params).filter((name) => groupOf(rename(name), own.groups) === group);
    const found = [...new Set(names.map((name) => groupIn(theirs, name)))];
    deviation.exact(
      `parameters of group ${own.groups[group]?.name ?? "encoder"}`,
      found.length < 2,
    );
    return theirs.at(found[0] ?? -1);
  };
  const rest = used(-1);
  const groups = own.groups.map((group, index) => {
    const { lr = 0, weight_decay: decay = 0 } = used(index) ?? {};
    return { ...group, rate: lr, decay };
  });
  deviation.exact("clipping", (own.clip === null) === (config.max_grad_norm === null));
  const schedule: Schedule = {
    ...own,
    epochs: config.epochs,
    batch: config.batch_size,
    evalBatch: features.length,
    accumulate: config.gradient_accumulation_steps,
    rate: rest?.lr ?? 0,
    groups,
    warmup: config.warmup_ratio,
    clip: config.max_grad_norm,
    adam: { ...own.adam, epsilon: config.adam_epsilon, decay: rest?.weight_decay ?? 0 },
    evaluateEvery: null,
    ...(config.test_epoch !== undefined && { evaluateEpochs: config.test_epoch }),
    maxLength: config.max_position_embeddings,
    negatives: null,
  };
  return { schedule, rates: theirs.map(({ lr }) => lr) };
}

/** Parameters of the loss that a config names, under its official names; what it leaves out is the backbone's. */
export function lossParams(loss: Loss, config: TrajectoryConfig): Params {
  const named = { e: config.e, margin: config.m, gamma: config.gamma_pos };
  const known = loss.params.parse({});
  const given = Object.entries(named).filter(
    ([name, value]) => name in known && typeof value === "number",
  );
  const own = BACKBONES.get(config.backbone ?? PAPERS_OWN)?.ownLoss;
  return loss.params.parse({
    ...(own?.id === loss.id && own.params),
    ...Object.fromEntries(given),
  });
}

export interface ModelRequest {
  readonly golden: TrajectoryGolden;
  readonly backbone: Backbone;
  readonly kernel: Kernel;
  readonly loss: Loss;
  readonly features: readonly Features[];
}

/** The tiny BERT with the backbone, all values as the file gives them. */
export function modelOf(request: ModelRequest, deviation: Deviation): Model {
  const { golden, backbone, kernel, loss, features } = request;
  const { config, params, buffers, first_step_grads: gradients } = golden;
  const rename = renamer(golden);
  const all = Object.entries({ ...params, ...buffers }).map(
    ([name, tensor]) => [rename(name), weightOf(tensor)] as const,
  );
  const weights = all.flatMap(([name, weight]) =>
    name.startsWith(ENCODER_PREFIX) ? [[name.slice(ENCODER_PREFIX.length), weight] as const] : [],
  );
  const layout = layoutOf(config);
  const model = buildModel({
    encoder: { config: encoderConfig(config), weights: new Map(weights) },
    kernel,
    sizes: goldenSizes(kernel.golden!, config),
    encoderLayers: backbone.encoderLayers ?? 1,
    loss,
    params: lossParams(loss, config),
    layout,
    ...(loss.needs.includes("priors") && { priors: classPriors(features, layout.columns.length) }),
    seed: 1,
  });
  const values = new Map(all.map(([name, { values }]) => [name, values]));
  for (const name of Object.keys(params)) {
    // A parameter that officially gets no gradient but zeros has no effect.
    const isIdle = (gradients[name]?.l2 ?? 0) === 0;
    if (!isIdle) deviation.exact(`a parameter ${name}`, model.parameters.has(rename(name)));
  }
  const initial = valuesOf(model.parameters);
  assignValues(model.parameters, new Map([...initial, ...values]));
  return model;
}
