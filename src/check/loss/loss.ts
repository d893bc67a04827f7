import type { Params } from "../../base/params.js";
import { frameworkOf, LOSSES } from "../../methods/losses/registry.js";
import type { Loss, PairFeatures, Tf } from "../../contract/loss.js";
import { newDeviation, type Deviation } from "../deviation.js";
import { goldenLayout } from "./layouts.js";
import { checkDecoding } from "./decoding.js";
import { namedLoss } from "../named-loss.js";
import { lossSchema, ownParams, priorsOf, type LossCase, type LossSettings } from "./schema.js";
import { NOT_COVERED, type CheckContext, type Checker } from "../checker.js";

/** A case of a file with the settings that hold for it, and the loss that it is about. */
interface Subject {
  readonly one: LossCase;
  readonly settings: LossSettings;
  readonly loss: Loss;
  readonly params: Params;
}

/** Parameters of the framework that a golden file's settings describe; null where a loss of theirs is unknown. */
function frameworkParams(given: LossSettings): Params | null {
  const { losses = [], naLabel, contrastive, balancedSoftmaxThreshold } = given;
  const ids = losses.flatMap((name) => namedLoss(name)?.id ?? []);
  if (ids.length < losses.length) return null;
  return {
    losses: ids,
    ...(naLabel !== undefined && { naLabel }),
    ...(contrastive !== undefined && { contrastive }),
    ...(balancedSoftmaxThreshold !== undefined && { balancedSoftmax: balancedSoftmaxThreshold }),
  };
}

/** The loss and its parameters; null where there is none of that name. */
function subjectOf(one: LossCase, shared: LossSettings, name: string): Subject | null {
  const settings = { ...shared, ...one.params };
  if (settings.losses !== undefined) {
    const loss = frameworkOf(LOSSES);
    const given = frameworkParams(settings);
    if (given === null) return null;
    return { one, settings, loss, params: loss.params.parse(given) };
  }
  const loss = LOSSES.get(name);
  if (loss === undefined) return null;
  const { batchTerm } = loss;
  const params = loss.params.parse({
    ...ownParams(settings),
    ...(one.part === "pmtem" && batchTerm !== undefined && { [batchTerm.weight]: 0 }),
    ...(one.naFlagKept !== undefined && { naFlagKept: one.naFlagKept }),
  });
  return { one, settings, loss, params };
}

interface Computed {
  readonly value: number;
  /** By logits and features, as far as the case has them. */
  readonly gradients: readonly Float32Array[];
}

/** Pair vectors as files give them: groups of one number, the tail's all 1. */
const vectorsOf = (tf: Tf, rows: PairFeatures["head"]): PairFeatures => ({
  head: rows,
  tail: tf.onesLike(rows),
  block: 1,
});

function compute(tf: Tf, { one, settings, loss, params }: Subject): Computed {
  const [pairs, columns] = [one.labels.length, one.labels[0].length];
  const layout = goldenLayout(columns, settings.segments, settings.lambda);
  const priors = priorsOf(settings, columns);
  return tf.tidy(() => {
    const labels = tf.tensor2d(one.labels, undefined, "float32");
    const given = [one.logits, one.features].filter((rows) => rows !== undefined);
    const { value, grads } = tf.valueAndGrads((...inputs) => {
      const last = inputs[inputs.length - 1].as2D(pairs, -1);
      const vectors = one.features === undefined ? undefined : vectorsOf(tf, last);
      if (one.part === "scl" && loss.batchTerm !== undefined) {
        return loss.batchTerm.compute(tf, { pairs: vectors!, labels, params });
      }
      const logits = inputs[0].as2D(pairs, columns);
      return loss.compute(tf, {
        logits,
        labels,
        layout,
        params,
        ...(vectors !== undefined && { pairs: vectors }),
        ...(priors !== undefined && { priors }),
      });
    })(given.map((rows) => tf.tensor2d(rows, undefined, "float32")));
    return {
      value: value.dataSync()[0],
      gradients: grads.map((gradient) => gradient.dataSync<"float32">().slice()),
    };
  });
}

function checkCase(subject: Subject, tolerance: number, tf: Tf, deviation: Deviation): void {
  const { one, params } = subject;
  const { value, gradients } = compute(tf, subject);
  deviation.relative(`${one.name}, loss`, value, one.stableLoss ?? one.loss ?? NaN, tolerance);
  const wanted = [one.stableGradLogits ?? one.gradLogits, one.gradFeatures].filter(
    (rows) => rows !== undefined,
  );
  deviation.exact(`${one.name}, number of gradients`, wanted.length === gradients.length);
  wanted.forEach((rows, i) => {
    const entries = rows.flat().map((entry) => entry ?? NaN);
    deviation.all(`${one.name}, gradient`, gradients[i] ?? [], entries, tolerance);
  });
  if (one.perRowIntendedLoss !== undefined) {
    const intended = { ...subject, params: { ...params, perRowIntended: true } };
    const { value } = compute(tf, intended);
    deviation.relative(`${one.name}, loss as intended`, value, one.perRowIntendedLoss, tolerance);
  }
}

/** Golden `loss`: value, gradients by logits and features, and the predictions of the loss's own decoder. */
export const check: Checker = (golden, { tf }: Pick<CheckContext, "tf">) => {
  const { name, params, tolerance, cases } = lossSchema.parse(golden);
  const deviation = newDeviation();
  for (const one of cases) {
    const subject = subjectOf(one, params, name);
    if (subject === null) return Promise.resolve(NOT_COVERED);
    checkCase(subject, tolerance.absOrRel, tf, deviation);
    if (one.logits === undefined) continue;
    checkDecoding(one, subject.settings, subject.loss, subject.params, deviation);
  }
  return Promise.resolve(deviation.outcome(cases.length));
};
