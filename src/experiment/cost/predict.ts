import { canonicalJson } from "../../base/canonical.js";
import { assumedCost } from "./assumptions.js";
import type { TrainSpec } from "../../contract/train-spec.js";
import { programDependency } from "../dsl/program.js";

/** A training that was done here, and how long it took. */
export interface Timed {
  readonly spec: TrainSpec;
  /** At work, in all attempts. */
  readonly seconds: number;
}

/**
 * measured: the same but for the seed was timed here. scaled: something like it was, and the assumptions give the ratio.
 * assumed: nothing of the kind was.
 */
export type Basis = "measured" | "scaled" | "assumed";

export interface Cost {
  readonly seconds: number;
  readonly basis: Basis;
}

/**
 * What two runs have in common, most first: times of the first kind that was timed count. Those of a try on few documents,
 * which mostly start and end, count for tries on as many only.
 */
const KINDS: readonly ((spec: TrainSpec) => string)[] = [
  (spec) => canonicalJson({ ...spec, seed: 0 }),
  ({ profile, limit, encoder, backbone, trainSet, loss }) =>
    JSON.stringify([1, profile, limit, encoder, backbone, trainSet, loss.id]),
  ({ profile, limit, encoder, backbone, trainSet }) =>
    JSON.stringify([2, profile, limit, encoder, backbone, trainSet]),
  ({ profile, limit, encoder, backbone }) => JSON.stringify([3, profile, limit, encoder, backbone]),
  ({ profile, limit, encoder }) => JSON.stringify([4, profile, limit, encoder]),
  ({ profile, limit }) => JSON.stringify([5, profile, limit]),
];

/** Whose time it is: that of a user's program says nothing of the built-in trainer's. */
const trainerOf = ({ worker }: TrainSpec): string =>
  worker === undefined ? "" : programDependency(worker);

/** Of each kind, what it is called. A report asks for those of hundreds of runs several times; specs are never changed. */
function keysOf(spec: TrainSpec): readonly string[] {
  const keys = known.get(spec) ?? KINDS.map((kind) => trainerOf(spec) + kind(spec));
  known.set(spec, keys);
  return keys;
}

const known = new WeakMap<TrainSpec, readonly string[]>();

/**
 * Says what runs will cost, from those that were timed.
 * @returns seconds of one training on one slot of a device such as those that were timed.
 */
export function newPredictor(timed: readonly Timed[]): (spec: TrainSpec) => Cost {
  const medians = new Map([...ratiosOf(timed)].map(([key, values]) => [key, median(values)]));
  return (spec) => costBy(spec, (key) => medians.get(key));
}

/**
 * What each timed run would have been said to cost, had it alone not been timed yet: what a prediction is worth.
 * @returns in the order given.
 */
export function predictedByOthers(timed: readonly Timed[]): readonly Cost[] {
  const ratios = ratiosOf(timed);
  return timed.map((run) => {
    const own = ratioOf(run);
    return costBy(run.spec, (key) => {
      const known = ratios.get(key) ?? [];
      const at = known.indexOf(own);
      const others = known.filter((_, index) => index !== at);
      return others.length === 0 ? undefined : median(others);
    });
  });
}

/** How many times as long it took as was assumed. */
const ratioOf = ({ spec, seconds }: Timed): number => seconds / assumedCost(spec).seconds;

/** The ratios of timed runs, by what they have in common. */
function ratiosOf(timed: readonly Timed[]): ReadonlyMap<string, readonly number[]> {
  const ratios = new Map<string, number[]>();
  for (const run of timed) {
    const ratio = ratioOf(run);
    for (const key of keysOf(run.spec)) {
      const known = ratios.get(key);
      if (known === undefined) ratios.set(key, [ratio]);
      else known.push(ratio);
    }
  }
  return ratios;
}

/** @param ratioFor the ratio of a kind; undefined: nothing of it was timed. */
function costBy(spec: TrainSpec, ratioFor: (key: string) => number | undefined): Cost {
  const { seconds } = assumedCost(spec);
  for (const [level, key] of keysOf(spec).entries()) {
    const ratio = ratioFor(key);
    if (ratio !== undefined) {
      return { seconds: seconds * ratio, basis: level === 0 ? "measured" : "scaled" };
    }
  }
  return { seconds, basis: "assumed" };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const half = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
}
