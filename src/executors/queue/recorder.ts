import { join } from "node:path";
import { appendFile } from "../../base/machine/files.js";
import { shortId } from "../../base/text/short-id.js";
import { FILES } from "../../store/paths.js";
import type { EventBody, RunEvent } from "../../contract/event.js";

/** Gives events their number and time, and passes them on in that order. */
export interface Recorder {
  readonly record: (trainId: string, attempt: number, body: EventBody) => RunEvent;
}

/** @param emit takes each event of the execution. */
export function newRecorder(emit: (event: RunEvent) => void): Recorder {
  let seq = 0;
  return {
    record: (trainId, attempt, body) => {
      const head = {
        v: 1,
        seq: seq++,
        time: new Date().toISOString(),
        run: shortId(trainId),
        attempt,
      } as const;
      // First for readers, and last to win: a body may be an event of a log, with a head of its own.
      const event: RunEvent = { ...head, ...body, ...head };
      emit(event);
      return event;
    },
  };
}

/**
 * The events of an execution as a stream, which fails when the execution does.
 * @param run the execution; what it records is passed on.
 */
export const streamOf = (run: (recorder: Recorder) => Promise<void>): AsyncIterable<RunEvent> =>
  new ReadableStream<RunEvent>({
    start: (stream) => {
      const recorder = newRecorder((event) => {
        stream.enqueue(event);
      });
      run(recorder).then(
        () => {
          stream.close();
        },
        (error: unknown) => {
          stream.error(error);
        },
      );
    },
  });

/** log.ndjson of an attempt. */
export interface AttemptLog {
  readonly append: (event: RunEvent) => void;
  /** Resolves when all is written. Never rejects: a run must not die of its log. */
  readonly close: () => Promise<void>;
}

export function openLog(attempt: string): AttemptLog {
  let written = Promise.resolve();
  return {
    append: (event) => {
      const line = `${JSON.stringify(event)}\n`;
      written = written
        .then(() => appendFile(join(attempt, FILES.log), line))
        .catch(() => undefined);
    },
    close: () => written,
  };
}
