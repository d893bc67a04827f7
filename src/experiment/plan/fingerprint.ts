import { canonicalJson, sha256, type Json } from "../../base/canonical.js";
import {
  DEPENDENCY_REASONS,
  EVAL_REASONS,
  LAYOUT_REASONS,
  SCHEDULE_REASONS,
  SIZE_REASON,
  TRAIN_REASONS,
} from "./reasons.js";
import { hasDropout } from "../../methods/encoders/registry.js";
import { lossesOf } from "../../methods/losses/held.js";
import type { EvalSpec } from "../../contract/eval-spec.js";
import type { Dependencies, TrainSpec } from "../../contract/train-spec.js";
import { programDependency } from "../dsl/program.js";

/** One thing that a fingerprint rests on: `amtl-run why` prints these. */
export interface FingerprintField {
  /** "loss", "schedule.epochs", "data:redocred/train", … */
  readonly name: string;
  readonly value: Json;
  /** One sentence on why it is part of the identity. */
  readonly reason: string;
}

/**
 * Identity of a trained model: SHA-256 of the canonical JSON of its spec and of everything that the
 * spec's names stand for (content of data and weights, versions of modules).
 *
 * @param dependencies as named by {@link trainDependencies}.
 * @throws TypeError for a number that JSON cannot say, and for a dependency of an unknown kind.
 */
export function trainIdOf(
  spec: TrainSpec,
  dependencies: Dependencies,
): { readonly trainId: string; readonly fields: readonly FingerprintField[] } {
  const { layout, head, schedule, ...flat } = spec;
  const fields = [
    ...describe("", flat, TRAIN_REASONS),
    ...describe("layout.", layout, LAYOUT_REASONS),
    ...Object.entries(head).map(([name, value]) => ({
      name: `head.${name}`,
      value,
      reason: SIZE_REASON,
    })),
    ...describe("schedule.", schedule, SCHEDULE_REASONS),
    ...describeDependencies(dependencies),
  ];
  return { trainId: digest(fields), fields };
}

/** Identity of an evaluation: the model, what is scored, and how. Parameters and errors as {@link trainIdOf}. */
export function evalIdOf(
  spec: EvalSpec,
  dependencies: Dependencies,
): { readonly evalId: string; readonly fields: readonly FingerprintField[] } {
  const fields = [...describe("", spec, EVAL_REASONS), ...describeDependencies(dependencies)];
  return { evalId: digest(fields), fields };
}

/**
 * Names of everything outside its spec that a trained model depends on, but for the runs that it rests on, which
 * {@link planRuns} adds. A user's program computes with nothing of
 * ours but the data, and brings its encoder itself.
 */
export const trainDependencies = (spec: TrainSpec): readonly string[] => [
  `data:${spec.trainSet}`,
  `data:${spec.devSet}`,
  ...(spec.worker === undefined ? ownDependencies(spec) : [programDependency(spec.worker)]),
];

const ownDependencies = (spec: TrainSpec): readonly string[] => [
  `encoder:${spec.encoder}`,
  `version:backbone/${spec.backbone}`,
  ...(spec.plugin === null ? [] : [`version:plugin/${spec.plugin.id}`]),
  ...lossesOf(spec.loss).map((id) => `version:loss/${id}`),
  "version:encoder",
  ...(hasDropout(spec.encoder) ? ["version:dropout"] : []),
  "version:features",
  "version:trainer",
  "version:scorer",
];

/** Names of everything outside its spec that an evaluation depends on. */
export const evalDependencies = (spec: Pick<EvalSpec, "evalSet" | "facts">): readonly string[] => [
  `data:${spec.evalSet}`,
  `data:${spec.facts}`,
  "version:scorer",
];

function describe<Fields extends object>(
  prefix: string,
  values: Fields,
  reasons: Readonly<Record<keyof Fields, string>>,
): FingerprintField[] {
  return (Object.keys(values) as (keyof Fields & string)[]).map((key) => ({
    name: prefix + key,
    value: values[key] as Json,
    reason: reasons[key],
  }));
}

function describeDependencies(dependencies: Dependencies): FingerprintField[] {
  return Object.entries(dependencies).map(([name, value]) => {
    const kind = name.slice(0, name.indexOf(":"));
    if (!Object.hasOwn(DEPENDENCY_REASONS, kind)) {
      throw new TypeError(
        `Expected a dependency named ${Object.keys(DEPENDENCY_REASONS).join(":…, ")}:…, got ${name}`,
      );
    }
    return { name, value, reason: DEPENDENCY_REASONS[kind as keyof typeof DEPENDENCY_REASONS] };
  });
}

/** The canonical JSON of the fields as one object. Specs are never changed, and the seeds of a run share their parts. */
const digest = (fields: readonly FingerprintField[]): string => {
  const sorted = [...fields].sort((a, b) => (a.name < b.name ? -1 : 1));
  const texts = sorted.map(({ name, value }) => `${JSON.stringify(name)}:${textOf(value)}`);
  return sha256(`{${texts.join(",")}}`);
};

const known = new WeakMap<object, string>();

function textOf(value: Json): string {
  if (value === null || typeof value !== "object") return canonicalJson(value);
  const text = known.get(value) ?? canonicalJson(value);
  known.set(value, text);
  return text;
}
