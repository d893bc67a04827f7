import { parseMessage } from "../../../src/executors/worker/messages.js";
import { boundedLines } from "../../../src/programs/lines.js";
import { newListener } from "../../../src/programs/listener.js";
import { parseEvent } from "../../../src/state/log.js";
import { linesSample, type Reader } from "../reader.js";

const metrics = { f1: 1, ignF1: 1, precision: 1, recall: 1 };

const WORKER = "worker.ndjson";

const ofWorker = [
  { type: "started", engine: "native", pid: 12, resumedAt: null },
  { type: "progress", epoch: 1, epochs: 2, step: 1, steps: 9, loss: 0.5, stepsPerSecond: 2 },
  { type: "checkpoint", step: 4 },
  { type: "evaluated", evalSet: "redocred/dev", epoch: 1, metrics },
  { type: "failed", kind: "environment", message: "no", log: null, retry: false },
  { type: "finished", seconds: 3, trained: true },
  { type: { toString: 1, valueOf: 1 } },
];

const ofProgram = [
  { type: "started", resumedAt: null },
  { type: "progress", step: 1, steps: 9, epoch: 1, epochs: 2, loss: 0.5, stepsPerSecond: 2 },
  { type: "checkpoint", step: 4 },
  { type: "summary", schema: 1, trainId: "a".repeat(64), steps: 9 },
];

const ofLog = ofWorker.map((body, seq) => ({
  v: 1,
  seq,
  time: "2026-01-01T00:00:00.000Z",
  run: "a".repeat(12),
  attempt: 1,
  ...body,
}));

/** In pieces, as a pipe gives them. */
async function* piecesOf(bytes: Buffer): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += 50) {
    yield await Promise.resolve(bytes.subarray(at, at + 50));
  }
}

/** What workers and users' programs print, and the log that is kept of it. */
export const reader: Reader = {
  id: "messages",
  share: 3,
  samples: [
    linesSample(WORKER, ofWorker),
    linesSample("program.ndjson", ofProgram),
    linesSample("log.ndjson", ofLog),
  ],
  read: async (bytes, name) => {
    const lines = bytes.toString().split("\n");
    if (name === WORKER) return lines.map(parseMessage);
    if (name === "log.ndjson") return lines.map(parseEvent);
    const listener = newListener({
      engine: "program",
      pid: 1,
      say: () => undefined,
      onCheckpoint: () => Promise.resolve(),
      log: () => undefined,
    });
    for await (const line of boundedLines(piecesOf(bytes))) await listener.onLine(line);
    return listener.summary;
  },
};
