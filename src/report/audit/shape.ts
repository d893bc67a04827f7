import {
  bool,
  count,
  fields,
  json,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  recordOf,
  text,
  type Shaped,
} from "../../base/shape.js";

const cell = fields({
  id: text,
  /** Index into rows and columns of its table. */
  row: count,
  column: count,
  /** What was measured: metric, data set, method and so on. Rules compare these fields. */
  key: recordOf(json),
  /** null where the paper prints a dash. */
  value: nullable(number),
  decimals: count,
  source: optional(oneOf("ours", "reproduced", "quoted", "unmarked", "statistics")),
  citedFrom: optional(nullable(text)),
  /** The model behind it: cells of one run, evaluation set and metric are one quantity. */
  run: optional(nullable(text)),
  bold: optional(bool),
  /** The sign of its source, as printed. */
  mark: optional(text),
  /** The difference that is printed beside it. */
  delta: optional(number),
  /** The cell that the difference is taken against. */
  deltaBase: optional(text),
});

/** A file of a table, or of the points of a figure that the text states. */
export const auditTable = fields({
  id: text,
  title: text,
  rows: listOf(text),
  columns: listOf(text),
  cells: listOf(cell),
});

/** paper.json */
export const auditHeader = fields({
  title: text,
  /** Runs behind each printed mean. */
  seeds: count,
  /** Ids of the tables: each is a file of the folder, `<id>.json`. */
  tables: listOf(text),
  /** Ids of figures of which the text states points; files of the same form. */
  figures: listOf(text),
  /** Metrics of which one cannot exceed the other. */
  orders: listOf(fields({ id: text, lower: text, upper: text, why: text })),
  /** What precision, recall and F1 are called; null where there are no such triples. */
  scores: nullable(fields({ precision: text, recall: text, f1: text })),
  /** Metrics whose printed gains are measured against the noise of seeds. */
  gains: listOf(text),
  /** By table: fields of the key that rivals for the bold face share; `row` and `column` count as such. */
  bestOf: recordOf(listOf(text)),
});

/** What every statement in statements.json has; what else, its kind says. */
export const auditStatement = fields({
  id: text,
  kind: text,
  category: text,
  where: text,
  claim: text,
  note: optional(text),
});

export type AuditTable = Shaped<typeof auditTable>;
export type AuditHeader = Shaped<typeof auditHeader>;
export type AuditStatement = Shaped<typeof auditStatement>;
