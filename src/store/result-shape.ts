import {
  checked,
  count,
  fields,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  percent,
  recordOf,
  text,
  type Shape,
} from "../base/shape.js";
import { sealed } from "../base/seal.js";
import type { EvalResult, TrainResult } from "../contract/result.js";
import { contradiction } from "./consistency.js";

const metrics = { f1: percent, ignF1: percent, precision: percent, recall: percent };
const counted = { gold: count, submitted: count, correct: count };

/** The id that a folder's name gives to what is in it. */
const ofFolder = (id: string): Shape<string> =>
  checked(text, (found, path) =>
    found === id ? null : `${path} is ${JSON.stringify(found)}, expected that of its folder`,
  );

/** What the result of the training with that id looks like. */
export const trainResultOf = (trainId: string): Shape<TrainResult> =>
  sealed(
    checked(
      fields({
        schema: oneOf(1),
        trainId: ofFolder(trainId),
        dev: listOf(fields({ step: count, epoch: count, loss: number, ...metrics })),
        best: count,
        steps: count,
      }),
      ({ best, dev }) =>
        best < Math.max(1, dev.length) ? null : `best is ${best}, expected an index into dev`,
    ),
  );

/** What the result of the evaluation with that id looks like. */
export const evalResultOf = (evalId: string): Shape<EvalResult> =>
  checked(sealed(evalFields(evalId)), (result) =>
    // What carries a digest that does not fit is refused before.
    "digest" in result ? null : contradiction(result),
  );

const evalFields = (evalId: string): Shape<EvalResult> =>
  fields({
    schema: oneOf(1),
    evalId: ofFolder(evalId),
    trainId: text,
    evalSet: text,
    counts: fields({ documents: count, pairs: count, ...counted, ignored: count }),
    metrics: fields(metrics),
    bands: recordOf(fields(metrics)),
    perRelation: recordOf(fields(counted)),
    documents: optional(
      fields({
        gold: listOf(count),
        submitted: listOf(count),
        correct: listOf(count),
        ignored: listOf(count),
      }),
    ),
    thresholdMean: number,
    tuned: optional(number),
    evidence: optional(
      fields({ counts: fields(counted), f1: percent, precision: percent, recall: percent }),
    ),
    relationScores: optional(
      listOf(fields({ relation: text, pairs: count, score: nullable(number) })),
    ),
  });
