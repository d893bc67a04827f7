import { canonicalJson } from "../base/canonical.js";
import { badInput } from "../base/errors.js";
import { readWhole } from "../base/read-json.js";
import { shortId } from "../base/text/short-id.js";
import { join } from "node:path";
import type { EvalResult } from "../contract/result.js";
import { parsePredictions, type Prediction } from "../corpus/read/predictions.js";
import { predictionsFlaw } from "../store/predictions.js";
import { evaluationsOf, type PlannedEvaluation } from "../store/evals-of.js";
import { evalDir, FILES } from "../store/paths.js";
import { readSealedEval, type Digests } from "../store/read-result.js";
import type { OpenableRun } from "./open.js";

/** An evaluation of a run that is done. */
interface DoneEvaluation extends PlannedEvaluation {
  readonly result: EvalResult;
  readonly digests: Digests;
}

/** The same with what was predicted. */
export interface StoredEvaluation extends Omit<DoneEvaluation, "digests"> {
  readonly predictions: readonly Prediction[];
}

/** The evaluations of a run that are done, those that decode as its checkpoint was chosen first. */
async function doneEvaluations(
  root: string,
  { trainId, spec }: Pick<OpenableRun, "trainId" | "spec">,
): Promise<readonly DoneEvaluation[]> {
  const found: DoneEvaluation[] = [];
  for (const planned of await evaluationsOf(root, trainId)) {
    const sealed = await readSealedEval(evalDir(root, planned.evalId));
    if (sealed !== null) found.push({ ...planned, ...sealed });
  }
  const own = canonicalJson(spec.decoder);
  const isOther = (each: DoneEvaluation): number =>
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
  const { digests, ...evaluation } = found;
  const path = join(dir, FILES.predictions);
  const content = await readWhole(path);
  const flaw =
    content.state === "value"
      ? await predictionsFlaw(dir, digests[FILES.predictions])
      : "the file cannot be read";
  if (content.state !== "value" || flaw !== null) {
    throw badInput("Damaged predictions", {
      where: path,
      expected: "the predictions that its result was made of",
      got: flaw ?? "the file cannot be read",
      fix: "run the same table again: they are made again",
    });
  }
  // Nothing was predicted: a file without a line, which is no prediction file of anybody else.
  if (content.value.length === 0) return { ...evaluation, predictions: [] };
  const { predictions } = parsePredictions(Buffer.from(content.value), path);
  return { ...evaluation, predictions };
}
