import {
  bool,
  count,
  fields,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  recordOf,
  text,
  type Shape,
} from "../../base/shape.js";
import type { PaperTable } from "./paper-table.js";

const key = fields({
  dataset: text,
  metric: text,
  evalSet: optional(text),
  split: optional(text),
  backbone: optional(text),
  encoder: optional(text),
  framework: optional(text),
  loss: optional(text),
  segmentLosses: optional(listOf(text)),
  plugin: optional(nullable(text)),
  band: optional(text),
  ordering: optional(nullable(text)),
  n: optional(number),
  lambda: optional(number),
  labelSpace: optional(number),
});

const cell = fields({
  id: text,
  row: count,
  column: count,
  key,
  value: nullable(number),
  decimals: count,
  unit: oneOf("percent", "minutes", "logit", "count"),
  source: oneOf("ours", "reproduced", "quoted", "unmarked", "statistics"),
  citedFrom: nullable(text),
  bold: optional(bool),
  run: nullable(text),
});

const run = fields({
  segmentLosses: listOf(text),
  segments: number,
  lambda: number,
  ordering: text,
  segmentation: text,
});

/** A file of printed/. */
export const paperTable: Shape<PaperTable> = fields({
  id: text,
  number: count,
  title: text,
  rows: listOf(text),
  columns: listOf(text),
  headings: optional(listOf(listOf(text))),
  runs: recordOf(run),
  cells: listOf(cell),
});
