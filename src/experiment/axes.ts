import type { Params } from "../base/params.js";
import type { Catalog } from "./catalog.js";
import type { Ordering } from "./types.js";
import { BANDS, DATASETS, ENCODERS, EVAL_SETS, METRICS, ORDERINGS, PLUGINS } from "./vocab.js";

/** What a cell is about. Everything is optional in a line; together, base, row and column must say it all. */
export interface Axes {
  readonly backbone?: string;
  readonly plugin?: string | null;
  /** As the paper names it; the profile says what runs in its place. */
  readonly encoder?: string;
  readonly loss?: string;
  readonly params?: Params;
  readonly n?: number;
  readonly lambda?: number;
  readonly ordering?: Ordering;
  readonly segments?: readonly number[];
  readonly labelSpace?: number;
  readonly trainedOn?: string;
  readonly scoredOn?: string;
  readonly metric?: string;
  readonly band?: string;
}
export type AxisName = keyof Axes;

/** Axes without which there is no run or nothing to read from it. */
export const REQUIRED = [
  "backbone",
  "encoder",
  "loss",
  "trainedOn",
  "scoredOn",
  "metric",
] as const satisfies readonly AxisName[];

/** How one axis is checked: by a list of names, or by a rule. */
export type AxisRule =
  | { readonly kind: "name"; readonly known: (catalog: Catalog) => readonly string[] }
  | {
      readonly kind: "rule";
      readonly expected: string;
      readonly holds: (value: unknown) => boolean;
    };

const name = (known: (catalog: Catalog) => readonly string[]): AxisRule => ({
  kind: "name",
  known,
});
const names = (vocabulary: object): AxisRule => name(() => Object.keys(vocabulary));
const rule = (expected: string, holds: (value: unknown) => boolean): AxisRule => ({
  kind: "rule",
  expected,
  holds,
});
const isCount = (value: unknown): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= 1;

export const AXIS_RULES: Readonly<Record<AxisName, AxisRule>> = {
  backbone: name((catalog) => [...catalog.backbones.keys()]),
  plugin: rule(`null, since no plugin (${Object.keys(PLUGINS).join(", ")}) is built yet`, (value) =>
    Object.is(value, null),
  ),
  encoder: names(ENCODERS),
  loss: name((catalog) => [...catalog.losses.keys()]),
  params: rule("an object of the loss's parameters", (value) => typeof value === "object"),
  n: rule("a whole number of segments, at least 1", isCount),
  lambda: rule("a number above 0", (value) => typeof value === "number" && value > 0),
  ordering: names(ORDERINGS),
  segments: rule(
    "a list of positive whole numbers",
    (value) => Array.isArray(value) && value.length > 0 && value.every(isCount),
  ),
  labelSpace: rule("a whole number of relations, at least 1", isCount),
  trainedOn: names(DATASETS),
  scoredOn: names(EVAL_SETS),
  metric: names(METRICS),
  band: names(BANDS),
};

export const AXIS_NAMES = Object.keys(AXIS_RULES) as readonly AxisName[];
