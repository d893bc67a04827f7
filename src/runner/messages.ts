import { z } from "zod";
import type { WorkerMessage } from "./events.js";

const count = z.number().int().nonnegative();
const metrics = z.object({
  f1: z.number(),
  ignF1: z.number(),
  precision: z.number(),
  recall: z.number(),
});

const failureKinds = z.enum([
  "out-of-memory",
  "not-a-number",
  "worker-died",
  "timed-out",
  "preempted",
  "lost-contact",
  "bad-input",
  "environment",
  "protocol",
]);

const message = z.discriminatedUnion("type", [
  z.object({
    type: z.literal("started"),
    engine: z.string(),
    pid: count,
    resumedAt: count.nullable(),
  }),
  z.object({
    type: z.literal("progress"),
    epoch: count,
    epochs: count,
    step: count,
    steps: count,
    loss: z.number().nullable(),
    stepsPerSecond: z.number(),
  }),
  z.object({ type: z.literal("checkpoint"), step: count }),
  z.object({
    type: z.literal("evaluated"),
    evalSet: z.string(),
    epoch: count.nullable(),
    metrics,
  }),
  z.object({ type: z.literal("finished"), seconds: z.number(), trained: z.boolean() }),
  z.object({
    type: z.literal("failed"),
    kind: failureKinds,
    message: z.string(),
    log: z.string().nullable(),
    retry: z.boolean(),
  }),
]);

/**
 * Reads one line of a worker's standard output.
 * @returns null for a line that is no message: what libraries print must not harm a run.
 */
export function parseMessage(line: string): WorkerMessage | null {
  if (!line.startsWith("{")) return null;
  try {
    return message.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}
