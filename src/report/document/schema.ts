import { z } from "zod";
import { PROFILE_IDS } from "../../methods/profiles/profiles.js";
import { BANDS } from "../../scoring/bands.js";
import type { OurNumber } from "../cell.js";
import { OPEN_STATES } from "../open-run.js";
import type { Description } from "../describe.js";
import { CONTENT_KIND, CONTENT_VERSION } from "./content.js";
import type { ReportRun } from "./document.js";
import { intervalSchema, judgementSchema, verdictSchema } from "./verdict-schema.js";

const count = z.number().int().nonnegative();
const id = z.string().regex(/^[0-9a-f]{12}$/);

const ours: z.ZodType<OurNumber> = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("value"),
    aggregate: z.strictObject({
      mean: z.number(),
      std: z.number().nullable(),
      n: count,
      interval: intervalSchema.nullable(),
      values: z.array(z.number()),
    }),
    runs: z.array(id),
    seeds: z.array(z.number().int()),
    waiting: count,
  }),
  z.strictObject({ kind: z.literal("count"), count }),
  z.strictObject({ kind: z.literal("missing"), state: z.enum(OPEN_STATES).optional() }),
  z.strictObject({ kind: z.literal("no-file"), split: z.string() }),
  z.strictObject({ kind: z.literal("no-data"), lacks: z.string() }),
  z.strictObject({ kind: z.literal("no-stand-in"), encoder: z.string() }),
  z.strictObject({ kind: z.literal("no-scores") }),
  z.strictObject({
    kind: z.literal("not-timed"),
    why: z.enum(["shared", "resumed", "unrecorded", "damaged", "devices"]),
  }),
  z.strictObject({ kind: z.literal("no-experiment") }),
]);

const text = z.string();
const description: z.ZodType<Description> = z.strictObject({
  backbone: text,
  plugin: text,
  encoder: text,
  train: text,
  framework: text,
  loss: text,
  segment_losses: text,
  n: text,
  lambda: text,
  ordering: text,
  segmentation: text,
  label_space: text,
  decoder: text,
  eval: text,
  metric: text,
  band: text,
  unit: text,
});

const cell = z.strictObject({
  cell: z.string(),
  row: z.string(),
  column: z.string(),
  heading: z.array(z.string()),
  description,
  paper: z
    .strictObject({
      text: z.string(),
      value: z.number().nullable(),
      range: intervalSchema.nullable(),
      source: z.enum(["ours", "reproduced", "quoted", "unmarked", "statistics"]),
      citedFrom: z.string().nullable(),
      bold: z.literal(true).optional(),
      meanOf: count.nullable(),
    })
    .nullable(),
  ours,
  delta: z.number().nullable(),
  verdict: verdictSchema.nullable(),
  judgement: judgementSchema.nullable(),
});

const metrics = {
  f1: z.number(),
  ignF1: z.number(),
  precision: z.number(),
  recall: z.number(),
};

const run: z.ZodType<ReportRun> = z.strictObject({
  id,
  label: text,
  seed: z.number().int(),
  state: text,
  problem: text.nullable(),
  dev: z.array(z.tuple([z.number(), z.number()])),
  evals: z.array(
    z.strictObject({
      set: text,
      id,
      ...metrics,
      decoder: text.optional(),
      bands: z
        .array(z.number())
        .optional()
        .meta({ description: `F1 of each band: ${BANDS.join(", ")}` }),
      threshold: z.number().optional(),
    }),
  ),
  earlier: z
    .strictObject({
      cells: z.array(text),
      evals: z.array(
        z.strictObject({
          ...{ set: text, decoder: text.optional(), run: id, id, ...metrics },
          ...{ changes: z.array(text), ended: text.nullable() },
        }),
      ),
    })
    .optional(),
  facts: z.record(text, text),
  made: z
    .strictObject({
      engine: text.nullable(),
      device: text.nullable(),
      host: text.nullable(),
      minutes: z.number().nullable(),
      predicted: z
        .strictObject({ minutes: z.number(), basis: z.enum(["measured", "scaled", "assumed"]) })
        .optional(),
      ended: text.nullable(),
    })
    .nullable(),
});

const openRun = z.strictObject({
  id,
  label: text,
  state: z.enum(OPEN_STATES),
  problem: text.nullable(),
  remedy: text.nullable(),
  secondsLeft: z.number().nullable(),
});

/** The JSON of a report: docs/report.schema.json is made of this. */
export const contentSchema = z.strictObject({
  kind: z.literal(CONTENT_KIND),
  version: z.literal(CONTENT_VERSION),
  made: z
    .strictObject({ version: text, commit: text.nullable(), dirty: z.boolean().nullable() })
    .nullable(),
  tables: z.array(
    z.strictObject({
      id: text,
      title: text,
      profile: z.enum(PROFILE_IDS),
      settings: z.array(text),
      seeds: z.array(z.number().int()),
      x: text.nullable(),
      until: z.number().optional(),
      uncounted: z.array(z.number().int()).optional(),
      asked: z.strictObject({ experiment: text, results: text.nullable() }).optional(),
      open: z.array(openRun).optional(),
      notes: z.array(text),
      cells: z.array(cell),
    }),
  ),
  runs: z.array(run),
});
