import type { Params } from "../../base/params.js";
import type { Catalog } from "../../contract/catalog.js";
import { isSegmentList, type ListedSegment } from "../layout/listed-segments.js";
import { countedSets, scoredSets, trainingSets } from "../grid/splits.js";
import { frameworksOf } from "../../methods/losses/registry.js";
import type { Ordering } from "../../contract/layout.js";
import { FOREIGN, isProgramAxis, type ProgramAxis } from "./program.js";
import { BANDS, METRICS, ORDERINGS } from "../../methods/vocab.js";

/** What a cell is about. Everything is optional in a line; together, base, row and column must say it all. */
export interface Axes {
  readonly backbone?: string;
  readonly plugin?: string | null;
  /** Parameters of the plugin. */
  readonly pluginParams?: Params;
  /** An encoder; where the paper has it, the profile says what runs in its place. */
  readonly encoder?: string;
  /** One loss, or one for each segment, head first: "atl+afl+aml+sat" (Table 2). */
  readonly loss?: string;
  /** single; or amt: the loss in every segment. Left out: as the loss has it, amt where there are several. */
  readonly framework?: string;
  /** Parameters of the framework where it knows the name, else of the loss in all segments. */
  readonly params?: Params;
  /** shared: Eq. 2, the default; own: each segment learns its own, without lambda. */
  readonly thresholds?: "shared" | "own";
  readonly n?: number;
  readonly lambda?: number;
  readonly ordering?: Ordering;
  /** Sizes, in the order of the relations; or the relations of each segment, one of which may be the "rest". */
  readonly segments?: readonly number[] | readonly ListedSegment[];
  /** Only the so many most frequent relations are trained and scored. */
  readonly labelSpace?: number;
  /** raw: each segment's own threshold, as released; averaged: the common one, as Eq. 2 reads. Trains nothing. */
  readonly decode?: "raw" | "averaged";
  /** Decoding multiplies thresholds by it; dev: by what is best on the dev set. Trains nothing. */
  readonly factor?: number | "dev";
  readonly trainedOn?: string;
  /** "redocred/test"; or dev or test: that of the data set that is trained on. */
  readonly scoredOn?: string;
  /** A split whose documents are counted; such a cell says this and a metric, and nothing is trained for it. */
  readonly counted?: string;
  readonly metric?: string;
  readonly band?: string;
  /** Only with relation scores: the so many-th most frequent relation of the band; left out: the mean of the band. */
  readonly place?: number;
  /** The folder of an exported model that training starts from; relative to the experiment file. */
  readonly init?: string;
  /** A program that trains and predicts in place of the built-in trainer; backbone and loss may then be left out. */
  readonly worker?: ProgramAxis;
}
export type AxisName = keyof Axes;

/** Axes without which there is no run or nothing to read from it. */
export const REQUIRED = [
  "backbone",
  "encoder",
  "loss",
  "trainedOn",
  "metric",
] as const satisfies readonly AxisName[];

/** Values of scoredOn that mean a split of the data set that is trained on. */
export const OF_TRAINED = ["dev", "test"] as const;

/** Between the losses of the segments. */
export const SEGMENT_JOINT = "+";

/** How one axis is checked: by a list of names, or by a rule. */
export type AxisRule =
  | {
      readonly kind: "name";
      readonly known: (catalog: Catalog) => readonly string[];
      /** What a table says to have a name of its own; absent: it cannot. */
      readonly bring?: string;
      /** Several names may stand side by side, joined by this. */
      readonly joint?: string;
      /** null stands for none. */
      readonly nullable?: boolean;
    }
  | {
      readonly kind: "rule";
      readonly expected: string;
      readonly holds: (value: unknown) => boolean;
    };

const name = (known: (catalog: Catalog) => readonly string[]): AxisRule => ({
  kind: "name",
  known,
});
/** Names beside which a table may have its own. */
const brought = (known: (catalog: Catalog) => readonly string[], bring: string): AxisRule => ({
  kind: "name",
  known,
  bring,
});
const OWN_BACKBONE =
  'for a backbone of your own: backbones: [backbone("mine", { … })] in the table';
const OWN_DATASET =
  'for a data set of your own: datasets: [dataset("mine", { train, dev, test })] in the table';
const OWN_ENCODER =
  'for an encoder of your own: encoders: [encoder("mine", "./folder")] in the table';
const joinedNames = (known: (catalog: Catalog) => readonly string[]): AxisRule => ({
  kind: "name",
  known,
  joint: SEGMENT_JOINT,
});
const names = (vocabulary: object): AxisRule => name(() => Object.keys(vocabulary));
const rule = (expected: string, holds: (value: unknown) => boolean): AxisRule => ({
  kind: "rule",
  expected,
  holds,
});
const isPositive = (value: unknown): boolean =>
  typeof value === "number" && Number.isFinite(value) && value > 0;
const isCount = (value: unknown): boolean =>
  typeof value === "number" && Number.isInteger(value) && value >= 1;

export const AXIS_RULES: Readonly<Record<AxisName, AxisRule>> = {
  // What only a user's program has is refused where the cell is complete.
  backbone: brought(({ backbones }) => [...backbones.keys(), FOREIGN], OWN_BACKBONE),
  plugin: {
    kind: "name",
    known: ({ plugins }) => [...plugins.keys()],
    nullable: true,
  },
  pluginParams: rule("an object of the plugin's parameters", (value) => typeof value === "object"),
  encoder: brought(({ encoders }) => [...encoders.keys()], OWN_ENCODER),
  loss: joinedNames((catalog) => [...catalog.losses.keys(), FOREIGN]),
  framework: name(({ losses }) => ["single", ...frameworksOf(losses).map(({ id }) => id)]),
  params: rule("an object of the loss's parameters", (value) => typeof value === "object"),
  thresholds: name(() => ["shared", "own"]),
  n: rule("a whole number of segments, at least 1", isCount),
  lambda: rule("a number above 0", isPositive),
  ordering: names(ORDERINGS),
  segments: rule(
    'a list of positive whole numbers, or of lists of relations, one of which may be "rest"',
    isSegmentList,
  ),
  labelSpace: rule("a whole number of relations, at least 1", isCount),
  decode: name(() => ["raw", "averaged"]),
  factor: rule('a number above 0, or "dev"', (value) => value === "dev" || isPositive(value)),
  trainedOn: brought(({ datasets }) => trainingSets(datasets), OWN_DATASET),
  scoredOn: brought(({ datasets }) => [...scoredSets(datasets), ...OF_TRAINED], OWN_DATASET),
  counted: brought(({ datasets }) => countedSets(datasets), OWN_DATASET),
  metric: names(METRICS),
  band: names(BANDS),
  place: rule("a whole number, at least 1", isCount),
  init: rule(
    "the folder of a model that amtl-run export wrote",
    (value) => typeof value === "string" && value.trim() !== "",
  ),
  worker: rule(
    "a command, or { command, version, silence, cwd } (docs/guide/own-program.md)",
    isProgramAxis,
  ),
};

export const AXIS_NAMES = Object.keys(AXIS_RULES) as readonly AxisName[];
