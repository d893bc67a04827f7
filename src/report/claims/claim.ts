import {
  both,
  byField,
  fields,
  keyOf,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  recordOf,
  text,
  either,
  count,
  type Shaped,
} from "../../base/shape.js";

const ROLES = {
  /** The side that is claimed to be larger, the minuend, the numerator. */
  left: true,
  right: true,
  /** The candidate that is claimed to be best in its group, and its rivals. */
  subject: true,
  "best-among": true,
  /** A place of a series, whose x says where. */
  point: true,
  counted: true,
  // What is subtracted from the operand of the same role, group, item, band and x: the claim then speaks of gains.
  "left-base": true,
  "right-base": true,
  "subject-base": true,
  "best-among-base": true,
} as const;

const operand = fields({
  /** The cell of an experiment of ours, by the paper's id where it prints one; absent: see `lacks`. */
  cell: optional(text),
  /** What is read from the cell's evaluation; absent: what the cell shows. */
  measure: optional(oneOf("recall", "submitted", "relation-score")),
  /** What no run of ours can give. */
  lacks: optional(text),
  role: keyOf(ROLES),
  /** Operands of one group are compared with each other, item by item where there are items. */
  group: text,
  item: optional(text),
  band: optional(text),
  x: optional(number),
  /** Factor that the value is multiplied with; absent: 1. */
  times: optional(number),
  /** The number that the paper gives, where it is not that of the cell; null: none. */
  printed: optional(nullable(number)),
});

const common = fields({
  id: text,
  /** Sections, tables and figures of the paper that say it or show it. */
  where: text,
  /** In our words. */
  statement: text,
  /** control: the paper does not state it, but its argument needs it. */
  origin: oneOf("paper", "control"),
  /** any: it can be tested on a reduced profile. */
  scale: oneOf("any", "paper"),
  /** The tables and figures that it belongs to. */
  items: listOf(text),
  /** Numbers that the text repeats from cells; part of the reading of the paper alone. */
  stated: optional(listOf(fields({ cell: text, value: number }))),
  /** How a vague wording was made exact. */
  reading: optional(text),
  note: optional(text),
  operands: listOf(operand),
});

const kinds = byField("kind", {
  /** left - right > margin. */
  greater: fields({
    kind: oneOf("greater"),
    params: fields({ margin: number, require: oneOf("all", "most", "mean") }),
  }),
  /** The subject is above every rival of its group. */
  "best-in-column": fields({
    kind: oneOf("best-in-column"),
    params: fields({ subjects: oneOf("every", "some") }),
  }),
  /** left - right ≥ delta, in points or in standard errors over the seeds. */
  "delta-at-least": fields({
    kind: oneOf("delta-at-least"),
    params: fields({ delta: number, unit: oneOf("points", "standard-errors") }),
  }),
  /** left - right is the stated number; with a tolerance of its own where the claim is one of sameness. */
  "delta-equals": fields({
    kind: oneOf("delta-equals"),
    params: fields({
      over: oneOf("each", "mean", "extremes", "range"),
      deltas: recordOf(either(number, listOf(nullable(number)))),
      tolerance: nullable(number),
    }),
  }),
  /** The values along x have the shape. */
  trend: fields({
    kind: oneOf("trend"),
    params: fields({
      shape: oneOf("increasing", "decreasing", "peak-at"),
      at: optional(number),
      test: oneOf("strict", "rank"),
      minRho: nullable(number),
    }),
  }),
  /** left / right against a number. */
  ratio: fields({
    kind: oneOf("ratio"),
    params: fields({ op: oneOf("<=", ">="), ratio: number }),
  }),
  /** Each of the larger bands exceeds each of the smaller ones. */
  "band-pattern": fields({
    kind: oneOf("band-pattern"),
    params: fields({
      on: oneOf("value", "delta"),
      larger: listOf(text),
      smaller: listOf(text),
      over: oneOf("each", "mean"),
    }),
  }),
  /** What can be counted without any noise, and which of two is below the other. */
  count: fields({
    kind: oneOf("count"),
    params: byField("what", {
      "data-sets-scored": fields({ what: oneOf("data-sets-scored"), count }),
      "left-below-right": fields({ what: oneOf("left-below-right"), groups: listOf(text) }),
      values: fields({
        what: oneOf("values"),
        counts: recordOf(count),
        sums: listOf(fields({ of: listOf(text), total: count })),
      }),
    }),
  }),
});

/** A claim of the paper, or a control, in a form that can be tested on printed numbers and on ours. */
export const claimShape = both(common, kinds);

export type Claim = Shaped<typeof claimShape>;
export type ClaimOperand = Shaped<typeof operand>;
export type ClaimOf<K extends Claim["kind"]> = Extract<Claim, { readonly kind: K }>;
