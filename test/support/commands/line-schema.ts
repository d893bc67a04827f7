import { z } from "zod";
import { runEvent, runSummary } from "../../../src/executors/worker/event-schema.js";
import type { ErrorLine } from "../../../src/base/error-line.js";

const text = z.string().nullable();
const time = z.iso.datetime();

/** Of any command that was given `--json` and ends with an error. The compiler holds it to the type. */
export const errorLineSchema: z.ZodType<ErrorLine> = z.object({
  v: z.literal(1),
  type: z.literal("error"),
  time,
  code: z.enum(["failed", "bad-input", "incomplete", "lacking", "interrupted", "internal"]),
  message: z.string(),
  where: text,
  expected: text,
  got: text,
  fix: text,
  exitCode: z.number().int().nonnegative(),
});

const circumstance = z.object({ engine: text, host: text, device: text, ended: text });

const difference = z.union([
  z.object({ kind: z.literal("same") }),
  z.object({ kind: z.literal("absent"), why: z.string() }),
  // null: infinitely far, which JSON has no number for.
  z.object({ kind: z.literal("values"), largest: z.number().nullable() }),
  z.object({ kind: z.literal("shape"), what: z.string() }),
]);

const count = z.number().int().nonnegative();

/** Of a run that `--twice` has done a second time. */
export const determinismLine = z.object({
  v: z.literal(1),
  type: z.literal("determinism"),
  time,
  run: z.string().regex(/^[0-9a-f]{12}$/),
  schema: z.literal(1),
  label: z.string(),
  same: z.boolean(),
  first: circumstance,
  second: circumstance,
  weights: difference,
  parting: z
    .object({
      evaluation: count,
      epoch: count,
      step: count,
      loss: z.number().nullable(),
      f1: z.number().nullable(),
    })
    .nullable(),
  evaluations: z.array(
    z.object({
      evalId: z.string(),
      evalSet: z.string(),
      scores: difference,
      predictionsApart: count,
      metrics: difference,
    }),
  ),
  compared: time,
});

/** Any line that a program may read. */
export const jsonLine = z.union([runEvent, runSummary, determinismLine, errorLineSchema]);

/** Those lines as JSON Schema: docs/events.schema.json. Readers allow for fields that they do not know. */
export const eventsJsonSchema = (): object => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title:
    "A line of amtl-run --json: an event of a run, its summary, what --twice found, or an error",
  anyOf: [runEvent, runSummary, determinismLine, errorLineSchema].map((schema) => {
    const definition = z.toJSONSchema(schema, { io: "input" });
    delete definition.$schema;
    return definition;
  }),
});
