import * as tf from "@tensorflow/tfjs-core";
import type { RateGroup, Schedule } from "../../contract/schedule.js";
import type { Betas, Moments, Update } from "../../contract/compute/adam.js";
import { ops } from "../../nn/ops/table.js";
import { parameter } from "../../nn/parameters.js";
import type { Parameters } from "../../contract/compute/parameters.js";
import { clipFactor, globalNorm } from "./gradient-norm.js";

/** A parameter's part of the optimizer's state. */
export interface ParameterState {
  /** Updates that it took part in. */
  readonly updates: number;
  readonly m: Float32Array;
  readonly v: Float32Array;
}

/** AdamW over all parameters (data-pipeline section 6). Owns the averages, not the parameters. */
export interface Optimizer {
  /**
   * Clips all gradients together and updates every parameter that has one. A parameter without a gradient keeps its
   * value and has no state; its own count of updates begins with its first gradient.
   *
   * @param factor what the schedule multiplies all rates by.
   * @returns the norm before clipping.
   */
  readonly update: (gradients: ReadonlyMap<string, tf.Tensor>, factor: number) => number;
  /** State of every parameter that ever had a gradient, copied. */
  readonly state: () => Map<string, ParameterState>;
  readonly restore: (state: ReadonlyMap<string, ParameterState>) => void;
  readonly dispose: () => void;
}

export type OptimizerSettings = Pick<Schedule, "adam" | "clip" | "rate" | "groups">;

const matches =
  (name: string) =>
  ({ match }: RateGroup): boolean =>
    match.some((word) => name.includes(word));

/** Index of the first group with a word in the parameter's name; -1: none, it learns as the encoder does. */
export const groupOf = (name: string, groups: Schedule["groups"]): number =>
  groups.findIndex(matches(name));

/** The rate of a parameter: its group's, else the encoder's. */
export const rateOf = (name: string, { rate, groups }: Pick<Schedule, "rate" | "groups">): number =>
  groups.find(matches(name))?.rate ?? rate;

/** The weight decay of a parameter: its group's, where that has one, else the optimizer's. */
const decayOf = (name: string, { adam, groups }: Pick<Schedule, "adam" | "groups">): number =>
  groups.find(matches(name))?.decay ?? adam.decay;

/** Makes one step of all parameters: by one operation where the engine has one for all, else one by one. */
function updateAll(updates: readonly Update[], betas: Betas): void {
  const together = updates.flatMap(({ moments, gradient, step }) => {
    const inPlace = moments.update(gradient, step);
    return inPlace === null ? [] : [{ inPlace, gradient, step }];
  });
  if (together.length > 0) together[0].inPlace.together(together, betas);
}

export function createOptimizer(parameters: Parameters, settings: OptimizerSettings): Optimizer {
  const { createMoments, effectiveBetas } = ops().adam;
  const { adam, clip } = settings;
  const { beta1, beta2 } = effectiveBetas(adam);
  const moments = new Map<string, { updates: number; readonly of: Moments }>();
  const momentsOf = (name: string): { updates: number; readonly of: Moments } => {
    const known = moments.get(name);
    if (known !== undefined) return known;
    const fresh = { updates: 0, of: createMoments(parameter(parameters, name), adam) };
    moments.set(name, fresh);
    return fresh;
  };

  const prepare = (name: string, gradient: tf.Tensor, factor: number, shrink: number): Update => {
    const entry = momentsOf(name);
    entry.updates++;
    const rate = rateOf(name, settings) * factor;
    const root = Math.sqrt(1 - beta2 ** entry.updates);
    const left = 1 - rate * decayOf(name, settings);
    const torch = adam.variant === "torch";
    const step = {
      shrink,
      rate: (rate * root) / (1 - beta1 ** entry.updates),
      // torch adds epsilon to the corrected root: √v / root + ε.
      epsilon: torch ? adam.epsilon * root : adam.epsilon,
      before: torch ? left : 1,
      after: torch ? 1 : left,
    };
    return { moments: entry.of, gradient, step };
  };

  return {
    update: (gradients, factor) => {
      const norm = globalNorm([...gradients.values()]);
      const shrink = clipFactor(norm, clip);
      const updates = [...gradients].map(([name, gradient]) =>
        prepare(name, gradient, factor, shrink),
      );
      updateAll(updates, adam);
      return norm;
    },
    state: () =>
      new Map([...moments].map(([name, { updates, of }]) => [name, { updates, ...of.read() }])),
    restore: (state) => {
      for (const [name, { updates, m, v }] of state) {
        const entry = momentsOf(name);
        entry.updates = updates;
        entry.of.write(m, v);
      }
    },
    dispose: () => {
      for (const { of } of moments.values()) of.dispose();
      moments.clear();
    },
  };
}
