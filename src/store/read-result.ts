import { basename, dirname, join } from "node:path";
import { badInput } from "../base/errors.js";
import { parseJson, readJson, type Read } from "../base/read-json.js";
import { both, fields, optional, recordOf, text, type Shape } from "../base/shape.js";
import type { EvalResult, TrainResult } from "../contract/result.js";
import { diskError } from "./disk-errors.js";
import { FILES } from "./paths.js";
import { evalResultOf, trainResultOf } from "./result-shape.js";

export type Result = TrainResult | EvalResult;

/** What the result in a run's folder (…/train/<trainId> or …/eval/<evalId>) has to look like. */
const shapeIn = (dir: string): Shape<Result> =>
  basename(dirname(dir)) === "eval" ? evalResultOf(basename(dir)) : trainResultOf(basename(dir));

/** Why the text cannot be the result of the run in `dir`, if it cannot. */
export function resultFlaw(text: string, dir: string): string | null {
  const parsed = parseJson(text, shapeIn(dir));
  return parsed.state === "damaged" ? parsed.why : null;
}

/** What the file has beside the result itself. */
const SEAL = ["digest", "files"] as const;

/** The result without what its file has beside it. */
export function unsealed<T extends object>(value: T): T {
  for (const name of SEAL) Reflect.deleteProperty(value, name);
  return value;
}

async function inspect<T extends object>(dir: string, shape: Shape<T>): Promise<Read<T>> {
  const found = await inspectSealed(dir, shape);
  return found.state === "value" ? { ...found, value: found.value.result } : found;
}

/** Digests of the files beside a result, by name; results of earlier versions have none. */
export type Digests = Readonly<Record<string, string | undefined>>;

/** A result, and what its file has beside it. */
export interface SealedResult<T> {
  readonly result: T;
  readonly digests: Digests;
  /** Of its own content; null in files of earlier versions. */
  readonly digest: string | null;
}

/** {@link inspectResult}, with the digests of the files beside it. */
async function inspectSealed<T extends object>(
  dir: string,
  shape: Shape<T>,
): Promise<Read<SealedResult<T>>> {
  try {
    const found = await readJson(join(dir, FILES.result), both(shape, beside));
    if (found.state !== "value") return found;
    const { files: digests = {}, digest = null } = found.value;
    return { state: "value", value: { result: unsealed<T>(found.value), digests, digest } };
  } catch (error) {
    throw diskError(error, dir);
  }
}

const beside = fields({ files: optional(recordOf(text)), digest: optional(text) });

/** Looks at the result in a run's folder without judging what to do about it. */
export const inspectResult = (dir: string): Promise<Read<Result>> => inspect(dir, shapeIn(dir));

/** {@link inspectResult} with the digests of the files beside it. */
export const inspectResultFile = (dir: string): Promise<Read<SealedResult<Result>>> =>
  inspectSealed(dir, shapeIn(dir));

/** {@link inspectResultFile} of a folder …/train/<trainId>. */
export const inspectSealedTraining = (dir: string): Promise<Read<SealedResult<TrainResult>>> =>
  inspectSealed(dir, trainResultOf(basename(dir)));

/** {@link inspectResultFile} of a folder …/eval/<evalId>. */
export const inspectSealedEval = (dir: string): Promise<Read<SealedResult<EvalResult>>> =>
  inspectSealed(dir, evalResultOf(basename(dir)));

/** {@link inspectResult} of a folder …/train/<trainId>. */
export const inspectTrainResult = (dir: string): Promise<Read<TrainResult>> =>
  inspect(dir, trainResultOf(basename(dir)));

/** {@link inspectResult} of a folder …/eval/<evalId>. */
export const inspectEvalResult = (dir: string): Promise<Read<EvalResult>> =>
  inspect(dir, evalResultOf(basename(dir)));

/**
 * The result of a training, or null when it has none yet.
 * @param dir …/train/<trainId>.
 * @throws AmtlError (2) when the file is torn, damaged or belongs to another run; it is never used.
 */
export const readTrainResult = async (dir: string): Promise<TrainResult | null> =>
  usable(await inspectTrainResult(dir));

/** The result of an evaluation: {@link readTrainResult} of a folder …/eval/<evalId>. */
export const readEvalResult = async (dir: string): Promise<EvalResult | null> =>
  usable(await inspectEvalResult(dir));

/** The result of a training or an evaluation: {@link readTrainResult} of either folder. */
export const readResult = async (dir: string): Promise<Result | null> =>
  usable(await inspectResult(dir));

/** {@link readEvalResult} with the digests of the files beside it. */
export const readSealedEval = async (dir: string): Promise<SealedResult<EvalResult> | null> =>
  usable(await inspectSealedEval(dir));

function usable<T>(found: Read<T>): T | null {
  if (found.state === "damaged") {
    throw badInput("Damaged result", {
      where: found.path,
      expected: "the result of the run that its folder names",
      got: found.why,
      fix: "run the same table again: the file is set aside and its run is done anew",
    });
  }
  return found.state === "value" ? found.value : null;
}
