import { durationText } from "../../base/text/duration.js";
import { describeError, lacking } from "../../base/errors.js";
import { OUT_OF_MEMORY, outOfMemory } from "../../base/out-of-memory.js";
import { fullDisk } from "../../store/files.js";
import type { FailureKind, WorkerMessage } from "../../contract/event.js";
import { killedText } from "../worker/grace.js";
import type { ProcessExit } from "../../contract/worker.js";

/** Why an attempt failed, in words that say what to do. */
export interface Failure {
  readonly kind: FailureKind;
  readonly message: string;
}

/** How often a run is tried again at once, from its last checkpoint, after a failure of this kind. */
export const RETRIES: Readonly<Record<FailureKind, number>> = {
  // A killed worker is most often an accident of the machine's, and costs little to try again.
  "worker-died": 1,
  preempted: 1,
  // The same memory, numbers, input and place would fail again.
  "out-of-memory": 0,
  "not-a-number": 0,
  "bad-input": 0,
  environment: 0,
  prerequisite: 0,
  protocol: 0,
  "timed-out": 0,
  "lost-contact": 0,
};

/** What a worker that could not say it itself has left on standard error. */
const SAID: readonly (readonly [RegExp, FailureKind, (line: string, attempt: string) => Error])[] =
  [
    [
      /.*(?:ENOSPC|EDQUOT|no space left on device|disk quota exceeded|system error -122).*/i,
      "environment",
      (line, attempt) => fullDisk(attempt, new Error(line)),
    ],
    [OUT_OF_MEMORY, "out-of-memory", outOfMemory],
    [/^(?:ModuleNotFoundError|ImportError): .*/m, "environment", notImported],
  ];

/** A Python program whose modules are not here; it would fail the same way again. */
function notImported(line: string): Error {
  return lacking("Program cannot import a module", {
    expected: "its modules, where amtl-run starts it",
    got: line,
    fix: "activate its environment (a virtual environment, modules), or name that environment's python in the command",
  });
}

/** Stack frames and what Node adds below them say nothing to a reader. */
const NOISE = /^(at .*|Node\.js v.*|[{}^]*)$/;

/** The line that says most: the last error that was named, else the last line. */
function lastWords(stderr: string): string {
  const lines = stderr
    .split("\n")
    .map((line) => line.trim())
    .filter((line) => !NOISE.test(line));
  return lines.findLast((line) => /^[\w.]*(Error|FATAL)\b.*:/.test(line)) ?? lines.at(-1) ?? "";
}

/**
 * Judges an attempt that ended without its results.
 *
 * @param exit how the process ended.
 * @param said the worker's own `failed` message, which knows best.
 * @param stderr the end of its standard error.
 * @param attempt its folder.
 */
export function classify(
  exit: ProcessExit,
  said: Extract<WorkerMessage, { type: "failed" }> | null,
  stderr: string,
  attempt: string,
): Failure {
  if (exit.because?.kind === "time-limit") {
    const limit = durationText(exit.because.seconds);
    const how = exit.killedAfter === undefined ? "" : `; ${killedText(exit.killedAfter)}`;
    return { kind: "timed-out", message: `The time limit of ${limit} ended the worker${how}` };
  }
  if (said !== null) return { kind: said.kind, message: said.message };
  if (exit.startError !== null) {
    return { kind: "environment", message: `The worker did not start: ${exit.startError}` };
  }
  for (const [pattern, kind, errorOf] of SAID) {
    const line = pattern.exec(stderr)?.[0];
    if (line !== undefined) return { kind, message: describeError(errorOf(line.trim(), attempt)) };
  }
  const last = lastWords(stderr);
  const because = last === "" ? "" : `: ${last}`;
  if (exit.because?.kind === "memory") {
    const got = "the kernel killed it (SIGKILL, oom_kill)";
    return { kind: "out-of-memory", message: describeError(outOfMemory(got)) };
  }
  if (exit.signal === "SIGKILL") {
    return {
      kind: "worker-died",
      message:
        "The worker was killed (SIGKILL): by someone, or by the system because memory ran short",
    };
  }
  if (exit.signal !== null) {
    return { kind: "worker-died", message: `The worker died of ${exit.signal}${because}` };
  }
  switch (exit.code ?? NaN) {
    case 0:
      return { kind: "protocol", message: "The worker ended well but left no usable result" };
    case 2:
      return { kind: "bad-input", message: `The worker refused its input${because}` };
    case 4:
      return { kind: "environment", message: `The worker lacks something${because}` };
    case 130:
      return { kind: "preempted", message: "Something other than this program stopped the worker" };
    default:
      return { kind: "worker-died", message: `The worker ended with code ${exit.code}${because}` };
  }
}
