import { join } from "node:path";
import type { LoadedProgram } from "../locate.js";
import {
  endPoint,
  GRACE_SECONDS,
  isBroken,
  isSound,
  predictionPoints,
  resumePoints,
  savedStep,
  startPoints,
  stopPoints,
  summaryPoint,
} from "./judge.js";
import { note, type Point } from "./points.js";
import { newTrial, tryOnce, type Trial, type Tried } from "./trial.js";

/** What asks a program to end in the middle. */
class Enough extends Error {}

/**
 * Tries a program on a tiny run: once to its end, once interrupted, once resumed. Yields what the protocol asks, point
 * by point, as it is tried.
 *
 * @param folder an empty one, which then holds the attempts.
 * @param signal ends the check.
 */
export async function* checkProtocol(
  program: LoadedProgram,
  folder: string,
  signal: AbortSignal,
): AsyncGenerator<Point> {
  const trial = await newTrial(program, folder);
  const check = (): void => {
    signal.throwIfAborted();
  };
  const whole = await tryOnce(trial, 1, GRACE_SECONDS, check);
  signal.throwIfAborted();
  yield* wholePoints(trial, whole);
  if (whole.exit.startError !== null) return;
  if (!isSound(whole)) {
    yield note("rest", "", "not tried: it has to come to its end first");
    return;
  }
  const second = { ...trial, folder: join(folder, "stop") };
  const begun = performance.now();
  const stopped = await tryOnce(second, 1, GRACE_SECONDS, (said) => {
    signal.throwIfAborted();
    const half = performance.now() - begun > 500 * whole.seconds + 500;
    if (half || said.some(({ type }) => type === "progress")) throw new Enough();
  });
  signal.throwIfAborted();
  yield* stopPoints(stopped);
  const step = savedStep(stopped.said);
  if (step === null || isSound(stopped)) return;
  const resumed = await tryOnce(second, 2, GRACE_SECONDS, check);
  signal.throwIfAborted();
  yield* resumePoints(whole, resumed, step);
}

/** A run from its start to its end. */
async function* wholePoints(trial: Trial, whole: Tried): AsyncGenerator<Point> {
  yield* startPoints(trial, whole);
  if (whole.exit.startError !== null || isBroken(whole)) return;
  const end = endPoint(whole);
  yield end;
  if (end.outcome !== "ok") return;
  yield await summaryPoint(whole);
  yield* predictionPoints(trial, whole);
}
