import { z } from "zod";
import type { TrainSpec } from "../contract/train-spec.js";

/** Raised when a program written for the previous version would misread what it gets, or be misread. */
export const PROTOCOL = 1;

const count = z.int().nonnegative();
const path = z.string().describe("absolute path");

const decoder = z.strictObject({
  rule: z.enum(["th", "zero"]),
  k: count,
  threshold: z.enum(["raw", "averaged"]),
  factor: z.number(),
  level: z.number().exactOptional(),
  tuned: z.enum(["factor", "level"]).exactOptional(),
});

const layout = z.strictObject({
  segments: z.array(count).nullable(),
  ordering: z.enum(["frequency", "original", "random", "listed"]),
  relations: z.array(z.string()).exactOptional(),
  lambda: z.number(),
  labelSpace: count.nullable(),
});

const schedule = z.strictObject({
  epochs: count,
  batch: count,
  evalBatch: count,
  accumulate: count,
  rate: z.number(),
  groups: z.array(
    z.strictObject({ name: z.string(), match: z.array(z.string()), rate: z.number() }),
  ),
  warmup: z.number(),
  clip: z.number().nullable(),
  adam: z.strictObject({
    beta1: z.number(),
    beta2: z.number(),
    epsilon: z.number(),
    decay: z.number(),
    variant: z.enum(["transformers", "torch"]),
  }),
  dropLast: z.boolean(),
  evaluate: z.enum(["before-last-batch", "epoch-end"]),
  evaluateEvery: count.nullable(),
  select: z.enum(["ignF1"]).exactOptional().describe("metric that selects the checkpoint"),
  maxLength: count,
  negatives: z.strictObject({ perPositive: z.number(), atLeast: count }).nullable(),
});

/** What the grid asks for: a program follows as much of it as it can. */
const request = z.strictObject({
  schema: z.literal(1),
  profile: z.enum(["smoke", "mini", "paper"]),
  backbone: z.string().describe('"foreign": the program\'s own'),
  plugin: z.strictObject({ id: z.string(), params: z.record(z.string(), z.json()) }).nullable(),
  encoder: z.string().describe("name of the pretrained encoder; the program brings it itself"),
  loss: z
    .strictObject({ id: z.string(), params: z.record(z.string(), z.json()) })
    .describe('id "foreign": the program\'s own, with the params of the row'),
  layout,
  head: z
    .record(z.string(), z.union([z.number(), z.string(), z.boolean()]))
    .describe("sizes of the backbone's own layers"),
  trainSet: z.string(),
  devSet: z.string(),
  decoder,
  seed: count,
  schedule,
  precision: z.literal("float32"),
  limit: count
    .exactOptional()
    .describe("documents of each set; absent: all; the files hold no more"),
  worker: z.strictObject({ command: z.array(z.string()), version: z.string().exactOptional() }),
}) satisfies z.ZodType<TrainSpec>;

/** spec.json in the folder that a program is given. */
export const runSpec = z.strictObject({
  schema: z.literal(PROTOCOL).describe("version of this protocol"),
  trainId: z.string().describe("identity of the run; the summary repeats it"),
  label: z.string().describe("the run's name for people"),
  attempt: z.int().positive(),
  seed: count.describe("of everything random"),
  threads: z.int().positive().describe("processor threads that the run may use"),
  spec: request,
  relations: z.array(z.string()).describe("all that may be predicted, in original order"),
  ranking: z.array(z.string()).describe("the same by descending frequency in the training set"),
  train: path.describe("training documents, DocRED JSON"),
  dev: path.describe("dev documents with labels, DocRED JSON"),
  evaluate: z.array(
    z.strictObject({
      set: z.string().describe("name of the evaluation set: data set, slash, split"),
      documents: path.describe("its documents without labels, DocRED JSON"),
      predictions: path.describe("the file that the program writes for it"),
    }),
  ),
  checkpoints: path.describe("folder that outlives the attempt: what a later one goes on from"),
});
export type RunSpec = z.infer<typeof runSpec>;

/** One line of a program's standard output. */
export const programMessage = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("started"),
    resumedAt: count
      .nullable()
      .exactOptional()
      .describe("step of the checkpoint that it goes on from"),
  }),
  z.object({
    type: z.literal("progress"),
    step: count.describe("over all epochs"),
    steps: count,
    epoch: count.exactOptional(),
    epochs: count.exactOptional(),
    loss: z.number().exactOptional(),
    stepsPerSecond: z.number().exactOptional(),
  }),
  z.object({ type: z.literal("checkpoint"), step: count }),
  z.object({
    type: z.literal("failed"),
    kind: z.enum(["out-of-memory", "not-a-number", "bad-input", "environment"]),
    message: z.string(),
  }),
  z.object({
    type: z.literal("summary"),
    schema: z.literal(PROTOCOL),
    trainId: z.string().describe("that of spec.json"),
    steps: count.exactOptional().describe("steps of training"),
  }),
]);
export type ProgramMessage = z.infer<typeof programMessage>;

/** One line of a prediction file. */
export const prediction = z.object({
  title: z.string(),
  h_idx: count.describe("head entity, an index into vertexSet"),
  t_idx: count.describe("tail entity"),
  r: z.string().describe("one of spec.json's relations"),
  score: z.number().exactOptional(),
});

/** The protocol as JSON Schema: docs/worker-protocol.schema.json. */
export const jsonSchema = (): object => ({
  $schema: "https://json-schema.org/draft/2020-12/schema",
  title: "What amtl-run and a program send each other",
  $defs: Object.fromEntries(
    Object.entries({ spec: runSpec, message: programMessage, prediction }).map(([name, schema]) => {
      const definition = z.toJSONSchema(schema);
      delete definition.$schema;
      return [name, definition];
    }),
  ),
});
