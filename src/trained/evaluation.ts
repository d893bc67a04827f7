import { canonicalJson } from "../base/canonical.js";
import { badInput } from "../base/errors.js";
import { readJson, readWhole } from "../base/read-json.js";
import { fields } from "../base/shape.js";
import { shortId } from "../base/text/short-id.js";
import { join } from "node:path";
import type { EvalResult } from "../contract/result.js";
import type { EvalSpec } from "../contract/eval-spec.js";
import type { Dependencies } from "../contract/train-spec.js";
import { parsePredictions, type Prediction } from "../corpus/read/predictions.js";
import { predictionsFlaw } from "../store/predictions.js";
import { evalsOf } from "../store/evals-of.js";
import { evalDir, FILES } from "../store/paths.js";
import { readSealedEval } from "../store/read-result.js";
import { dependencies, evalSpec } from "../store/spec-shape.js";
import type { OpenableRun } from "./open.js";

/** An evaluation of a run that is done, with what was predicted. */
export interface StoredEvaluation {
  readonly evalId: string;
  readonly spec: EvalSpec;
  readonly dependencies: Dependencies;
  readonly result: EvalResult;
  readonly predictions: readonly Prediction[];
}

const shape = fields({ spec: evalSpec, dependencies });

/** The evaluations of a run that are done, those that decode as its checkpoint was chosen first. */
async function doneEvaluations(
  root: string,
  { trainId, spec }: Pick<OpenableRun, "trainId" | "spec">,
): Promise<readonly Omit<StoredEvaluation, "predictions">[]> {
  const found: Omit<StoredEvaluation, "predictions">[] = [];
  for (const evalId of await evalsOf(root, trainId)) {
    const dir = evalDir(root, evalId);
    const read = await readJson(join(dir, FILES.spec), shape);
    const sealed = await readSealedEval(dir);
    if (read.state !== "value" || sealed === null) continue;
    found.push({ evalId, ...read.value, result: sealed.result });
  }
  const own = canonicalJson(spec.decoder);
  const isOther = (each: Omit<StoredEvaluation, "predictions">): number =>
    canonicalJson(each.spec.decoder) === own ? 0 : 1;
  return found.sort((a, b) => isOther(a) - isOther(b));
}

/**
 * An evaluation of a run, with its predictions.
 *
 * @param root folder that holds train/ and eval/.
 * @param set that it is of; left out: the first that is not the set that chose the checkpoint.
 * @throws AmtlError (2) when there is none, or its predictions are not those that its result was made of.
 */
export async function storedEvaluation(
  root: string,
  run: Pick<OpenableRun, "trainId" | "spec">,
  set: string | undefined,
): Promise<StoredEvaluation> {
  const all = await doneEvaluations(root, run);
  const tested = all.find(({ spec }) => spec.evalSet !== run.spec.devSet);
  const found =
    set === undefined ? (tested ?? all.at(0)) : all.find((each) => each.spec.evalSet === set);
  const id = shortId(run.trainId);
  if (found === undefined) {
    const sets = [...new Set(all.map(({ spec }) => spec.evalSet))];
    throw badInput(`Run ${id} has no evaluation${set === undefined ? "" : ` on ${set}`}`, {
      ...(set !== undefined && { where: "--set" }),
      expected: sets.length > 0 ? `one of ${sets.join(", ")}` : "an evaluation that is done",
      got: set ?? "none in the results folder",
      fix: `amtl-run why ${id} says how the run stands`,
    });
  }
  const dir = evalDir(root, found.evalId);
  const digest = (await readSealedEval(dir))?.digests[FILES.predictions];
  const path = join(dir, FILES.predictions);
  const content = await readWhole(path);
  const flaw =
    content.state === "value" ? await predictionsFlaw(dir, digest) : "the file cannot be read";
  if (content.state !== "value" || flaw !== null) {
    throw badInput("Damaged predictions", {
      where: path,
      expected: "the predictions that its result was made of",
      got: flaw ?? "the file cannot be read",
      fix: "run the same table again: they are made again",
    });
  }
  // Nothing was predicted: a file without a line, which is no prediction file of anybody else.
  if (content.value.length === 0) return { ...found, predictions: [] };
  const { predictions } = parsePredictions(Buffer.from(content.value), path);
  return { ...found, predictions };
}
