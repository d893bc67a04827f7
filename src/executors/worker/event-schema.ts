import { z } from "zod";
import type { EventBody, RunEvent, RunSummary } from "../../contract/event.js";

const count = z.number().int().nonnegative();
const percent = z.number();
export const failureKind = z.enum([
  "out-of-memory",
  "not-a-number",
  "worker-died",
  "timed-out",
  "preempted",
  "lost-contact",
  "bad-input",
  "environment",
  "prerequisite",
  "protocol",
]);

/** What a worker says, without what the executor adds. */
export const said = {
  started: z.object({
    type: z.literal("started"),
    engine: z.string(),
    pid: count,
    resumedAt: count.nullable(),
  }),
  progress: z.object({
    type: z.literal("progress"),
    epoch: count,
    epochs: count,
    step: count,
    steps: count,
    loss: z.number().nullable(),
    stepsPerSecond: z.number(),
  }),
  checkpoint: z.object({ type: z.literal("checkpoint"), step: count }),
  evaluated: z.object({
    type: z.literal("evaluated"),
    evalSet: z.string(),
    epoch: count.nullable(),
    metrics: z.object({ f1: percent, ignF1: percent, precision: percent, recall: percent }),
  }),
  warned: z.object({ type: z.literal("warned"), message: z.string() }),
  finished: z.object({ type: z.literal("finished"), seconds: z.number(), trained: z.boolean() }),
  failed: z.object({
    type: z.literal("failed"),
    kind: failureKind,
    message: z.string(),
    log: z.string().nullable(),
    retry: z.boolean(),
  }),
};

const bodies = [
  z.object({ type: z.literal("queued"), label: z.string() }),
  z.object({ type: z.literal("waiting"), owner: z.string(), reason: z.null() }),
  z.object({ type: z.literal("waiting"), owner: z.null(), reason: z.string() }),
  said.warned,
  z.object({ type: z.literal("mended"), path: z.string(), movedTo: z.string() }),
  said.started.extend({ slot: count.exactOptional(), gpu: z.string().exactOptional() }),
  said.progress,
  said.checkpoint,
  said.evaluated,
  said.finished,
  said.failed.extend({ advice: z.string().exactOptional() }),
  z.object({ type: z.literal("retrying"), reason: failureKind }),
  z.object({ type: z.literal("cancelled"), message: z.string().exactOptional() }),
  z.object({ type: z.literal("left"), spent: z.number(), expected: z.number() }),
] as const;

/** True where type and schema are the same; the test of the schema holds the compiler to that. */
export type SchemaIsType = [EventBody] extends [Body]
  ? [Body] extends [EventBody]
    ? true
    : false
  : false;
type Body = z.infer<(typeof bodies)[number]>;

const base = {
  v: z.literal(1),
  seq: count,
  time: z.iso.datetime(),
  run: z.string().regex(/^[0-9a-f]{12}$/),
  attempt: count,
};

/** An event of a run. The compiler holds it to the type. */
export const runEvent: z.ZodType<RunEvent> = z.union(
  bodies.map((body) => body.extend(base) as unknown as z.ZodType<RunEvent>),
);

/** The last line of `run --json`. */
export const runSummary: z.ZodType<RunSummary> = z.object({
  v: z.literal(1),
  type: z.literal("summary"),
  time: z.iso.datetime(),
  runs: count,
  done: count,
  failed: count,
  failures: z.array(
    z.object({
      run: z.string(),
      label: z.string(),
      kind: failureKind,
      advice: z.string(),
      log: z.string().nullable(),
    }),
  ),
  left: count,
  files: z.array(z.string()),
  exitCode: count,
});
