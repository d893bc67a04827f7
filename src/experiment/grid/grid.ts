import type { Catalog } from "../../contract/catalog.js";
import type { Backbone, Scale } from "../../contract/backbone.js";
import type { Schedule } from "../../contract/schedule.js";
import type { Loss } from "../../contract/loss.js";
import type { Experiment, ExperimentCell, FullAxes } from "../dsl/experiment.js";
import { needsScores } from "../check/program.js";
import { decoderWith } from "../check/decoding.js";
import { hasSplit } from "./splits.js";
import { layoutOf } from "../layout/layout-of.js";
import { methodOf } from "./method.js";
import { encoderIn } from "../../methods/encoders/registry.js";
import type { Profile } from "../../contract/profile.js";
import type { CountId } from "../../methods/vocab.js";
import { pluginOf, type ChosenPlugin } from "./plugin.js";
import {
  checkEpochs,
  limitOf,
  sizesWithSettings,
  withSettings,
  type Settings,
} from "./settings.js";
import type { DecoderSpec } from "../../contract/decoder.js";
import type { EvalSpec } from "../../contract/eval-spec.js";
import type { LossSpec, TrainSpec } from "../../contract/train-spec.js";
import type { VariantId } from "../../contract/train-spec.js";
import { FOREIGN, programKey } from "../dsl/program.js";
import { variantSchedule } from "./variant.js";

/** What one seed contributes to a cell: a training, and an evaluation of it unless its time is all that is asked. */
export interface SeedRun {
  readonly seed: number;
  readonly train: TrainSpec;
  readonly evaluation: Omit<EvalSpec, "trainId"> | null;
}

/** A cell of an experiment at the scale of a profile. */
export interface GridCell extends ExperimentCell {
  readonly status:
    | { readonly kind: "runs"; readonly runs: readonly SeedRun[] }
    /** Documents that are counted. */
    | { readonly kind: "count"; readonly split: string; readonly metric: CountId }
    /** Documents that this profile does not have; `lacks` says which. */
    | { readonly kind: "no-data"; readonly lacks: string }
    /** This profile has nothing in place of the encoder. */
    | { readonly kind: "no-stand-in"; readonly encoder: string }
    /** It shows what only scores tell, and a user's program gives predictions. */
    | { readonly kind: "no-scores" };
}

/**
 * The runs that fill each cell of an experiment, row by row. Pure: equal input gives equal specs.
 *
 * @param seeds from {@link seedsOf}.
 * @param variant another reading of what the paper leaves open.
 * @throws AmtlError (2) for settings that cannot be combined.
 */
export function expand(
  experiment: Experiment,
  profile: Profile,
  seeds: readonly number[],
  settings: Settings,
  catalog: Catalog,
  variant: VariantId | null = null,
): readonly GridCell[] {
  return experiment.cells.map((cell): GridCell => {
    const { axes } = cell;
    if (axes.counted !== undefined) {
      const { counted: split, metric } = axes;
      const isThere = hasSplit(catalog.datasets, profile.id, split);
      return {
        ...cell,
        status: isThere ? { kind: "count", split, metric } : { kind: "no-data", lacks: split },
      };
    }
    const lacks = lacking(axes, profile, catalog);
    if (lacks !== null) return { ...cell, status: lacks };
    if (axes.worker !== undefined && needsScores(axes)) {
      return { ...cell, status: { kind: "no-scores" } };
    }
    const { train, evaluation } = seedless(axes, profile, settings, catalog, variant);
    const runs = seeds.map((seed) => ({ seed, train: { ...train, seed }, evaluation }));
    return { ...cell, status: { kind: "runs", runs } };
  });
}

/**
 * The seeds that run: those asked for, else those of the profile that the experiment has,
 * else as many of the experiment's as the profile runs. None of an experiment that has none, as it only counts.
 */
export function seedsOf(
  experiment: Experiment,
  profile: Profile,
  asked: readonly number[] | null,
): readonly number[] {
  if (experiment.seeds.length === 0) return [];
  if (asked !== null) return asked;
  const limited = profile.seeds;
  if (limited === null) return experiment.seeds;
  const shared = experiment.seeds.filter((seed) => limited.includes(seed));
  return shared.length > 0 ? shared : experiment.seeds.slice(0, limited.length);
}

function lacking(
  axes: FullAxes,
  { id }: Profile,
  { datasets, encoders }: Catalog,
): GridCell["status"] | null {
  const { encoder } = axes;
  if (encoderIn(id, encoder, encoders) === null) return { kind: "no-stand-in", encoder };
  const scored = axes.scoredOn === undefined ? [] : [axes.scoredOn];
  const needed = [`${axes.trainedOn}/train`, datasets.get(axes.trainedOn)!.devSet, ...scored];
  const absent = needed.find((split) => !hasSplit(datasets, id, split));
  return absent === undefined ? null : { kind: "no-data", lacks: absent };
}

/** What all seeds of a cell share. */
function seedless(
  axes: FullAxes,
  profile: Profile,
  settings: Settings,
  catalog: Catalog,
  variant: VariantId | null,
): { readonly train: Omit<TrainSpec, "seed">; readonly evaluation: SeedRun["evaluation"] } {
  const dataset = catalog.datasets.get(axes.trainedOn)!;
  const { loss, framework, threshold, decoder: usualDecoder } = lossOf(axes, catalog);
  const mostEntities = dataset.profiles[profile.id]?.mostEntities;
  const scale: Scale = {
    profile: profile.id,
    encoder: catalog.encoders.get(axes.encoder)!,
    ...(mostEntities !== undefined && { mostEntities }),
  };
  const backbone = catalog.backbones.get(axes.backbone);
  const { backbone: standsOn, trainedOn } = axes;
  const plugin = pluginOf(axes, catalog, { ...scale, backbone: standsOn, threshold, trainedOn });
  const decoder = plugin?.plugin?.decoder ?? usualDecoder;
  const encoder = encoderIn(profile.id, axes.encoder, catalog.encoders)!;
  const trainSet = `${axes.trainedOn}/train`;
  const usual = scheduleOf(profile, scale, backbone, plugin);
  const varied = variantSchedule(variant, usual, {
    scale,
    backbone,
    loss: catalog.losses.get(loss.id),
  });
  const schedule = withSettings(varied ?? usual, settings);
  checkEpochs(schedule, axes.init);
  const limit = limitOf(settings, schedule);
  const train: Omit<TrainSpec, "seed"> = {
    schema: 1,
    profile: profile.id,
    backbone: axes.backbone,
    plugin: plugin?.spec ?? null,
    encoder: substituteOf(backbone?.encoderFor ?? {}, encoder),
    loss,
    layout: layoutOf(axes, framework, profile.id, dataset),
    head: sizesWithSettings(backbone, profile.head, scale, settings),
    trainSet,
    devSet: dataset.devSet,
    decoder,
    ...(plugin?.plugin?.decoder !== undefined && { modelDecoder: usualDecoder }),
    schedule,
    precision: "float32",
    ...(varied !== null && variant !== null && { variant }),
    ...(limit !== undefined && { limit }),
    ...(axes.init !== undefined && { init: catalog.inits!.get(axes.init)! }),
    ...(axes.worker !== undefined && { worker: catalog.programs!.get(programKey(axes.worker))! }),
  };
  return {
    train,
    evaluation:
      axes.scoredOn === undefined || axes.metric === "minutes"
        ? null
        : {
            schema: 1,
            evalSet: axes.scoredOn,
            decoder: decoderWith(axes, decoder),
            facts: trainSet,
            ...(axes.metric === "relation-score" && { keeps: "relation-scores" as const }),
          },
  };
}

/** The profile's schedule as the backbone, then the plugin changes it. */
function scheduleOf(
  profile: Profile,
  scale: Scale,
  backbone: Backbone | undefined,
  chosen: ChosenPlugin | null,
): Schedule {
  const usual = profile.schedule(scale.encoder, backbone?.newLayers ?? []);
  const own = backbone?.schedule?.(usual, scale) ?? usual;
  return chosen?.plugin?.schedule?.(own, chosen.spec.params) ?? own;
}

/** The loss as its run's spec has it. A program's own has no form that we know: it decodes itself. */
function lossOf(
  axes: FullAxes,
  catalog: Catalog,
): {
  readonly loss: LossSpec;
  readonly framework: Loss["framework"];
  readonly threshold: Loss["threshold"];
  readonly decoder: DecoderSpec;
} {
  if (axes.loss === FOREIGN) {
    const loss = { id: FOREIGN, params: axes.params ?? {} };
    return { loss, framework: "single", threshold: "class", decoder: ITS_OWN_DECODER };
  }
  const { loss, given } = methodOf(axes, catalog);
  const params = loss.params.parse(given);
  return {
    loss: { id: loss.id, params },
    framework: loss.framework,
    threshold: loss.threshold,
    decoder: loss.decoderOf(params),
  };
}

const ITS_OWN_DECODER: DecoderSpec = { rule: "th", k: 0, threshold: "raw", factor: 1 };

/** An encoder of a user's own may be called as what every object has. */
const substituteOf = (encoders: Readonly<Record<string, string>>, id: string): string =>
  Object.hasOwn(encoders, id) ? encoders[id] : id;
