import {
  bool,
  both,
  byField,
  count,
  either,
  fields,
  keyOf,
  nullable,
  number,
  oneOf,
  optional,
  text,
  type Shape,
} from "../base/shape.js";
import type { EventBody, FailureKind, RunEvent } from "../contract/event.js";

const failureKind = keyOf<FailureKind>({
  "out-of-memory": true,
  "not-a-number": true,
  "worker-died": true,
  "timed-out": true,
  preempted: true,
  "lost-contact": true,
  "bad-input": true,
  environment: true,
  prerequisite: true,
  protocol: true,
});

const metrics = fields({ f1: number, ignF1: number, precision: number, recall: number });

const bodies: { readonly [T in EventBody["type"]]: Shape<Extract<EventBody, { type: T }>> } = {
  queued: fields({ type: oneOf("queued"), label: text }),
  waiting: either(
    fields({ type: oneOf("waiting"), owner: text, reason: oneOf(null) }),
    fields({ type: oneOf("waiting"), owner: oneOf(null), reason: text }),
  ),
  warned: fields({ type: oneOf("warned"), message: text }),
  mended: fields({ type: oneOf("mended"), path: text, movedTo: text }),
  started: fields({
    type: oneOf("started"),
    engine: text,
    pid: count,
    resumedAt: nullable(count),
    slot: optional(count),
    gpu: optional(text),
  }),
  progress: fields({
    type: oneOf("progress"),
    epoch: count,
    epochs: count,
    step: count,
    steps: count,
    loss: nullable(number),
    stepsPerSecond: number,
  }),
  checkpoint: fields({ type: oneOf("checkpoint"), step: count }),
  evaluated: fields({
    type: oneOf("evaluated"),
    evalSet: text,
    epoch: nullable(count),
    metrics,
  }),
  finished: fields({ type: oneOf("finished"), seconds: number, trained: bool }),
  failed: fields({
    type: oneOf("failed"),
    kind: failureKind,
    message: text,
    log: nullable(text),
    retry: bool,
    advice: optional(text),
  }),
  retrying: fields({ type: oneOf("retrying"), reason: failureKind }),
  cancelled: fields({ type: oneOf("cancelled"), message: optional(text) }),
  left: fields({ type: oneOf("left"), spent: number, expected: number }),
};

/**
 * A line of an attempt's log. By hand, and not the schema that workers' messages are checked by: that one's library
 * takes longer to load than `status` may take.
 */
export const runEvent: Shape<RunEvent> = both(
  fields({ v: oneOf(1), seq: count, time: text, run: text, attempt: count }),
  byField("type", bodies),
);
