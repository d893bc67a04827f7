import type * as tfcore from "@tensorflow/tfjs-core";
import type { Tf } from "../../contract/loss.js";
import { defineLoss } from "./define.js";
import { marginLoss, type Closed } from "./shared/closed-form.js";

/** ε of the official code: a probability counts as at least this much, and its gradient ends there. */
const LEAST = 1e-8;

/** −max(log sigmoid(x), log ε) and its derivative. */
function clampedLog(tf: Tf, x: tfcore.Tensor): Closed {
  const plain = tf.softplus(x.neg());
  const most = -Math.log(LEAST);
  const inside = tf.step(tf.sub(most, plain));
  return { value: tf.minimum(plain, most), slope: tf.sigmoid(x.neg()).mul(inside).neg() };
}

/** −log(clip(sigmoid(x) + shift, ε, 1)) and its derivative, for a shift above 0. */
function shiftedLog(tf: Tf, x: tfcore.Tensor, shift: number): Closed {
  const probability = tf.sigmoid(x);
  const shifted = probability.add(shift);
  const inside = tf.step(tf.sub(1, shifted));
  const slope = probability.mul(tf.sigmoid(x.neg())).div(shifted.maximum(LEAST)).mul(inside).neg();
  return { value: tf.clipByValue(shifted, LEAST, 1).log().neg(), slope };
}

/** Cross entropy of margins x with labels y, entry by entry, and its derivative by x. */
function crossEntropy(tf: Tf, x: tfcore.Tensor, y: tfcore.Tensor, shift: number): Closed {
  const signs = y.mul(2).sub(1);
  const right = x.mul(signs);
  const hit = clampedLog(tf, right);
  if (shift === 0) return { value: hit.value, slope: hit.slope.mul(signs) };
  const miss = shiftedLog(tf, right, shift);
  const pick = (a: tfcore.Tensor, b: tfcore.Tensor) => y.mul(a.sub(b)).add(b);
  return { value: pick(hit.value, miss.value), slope: pick(hit.slope, miss.slope).mul(signs) };
}

/**
 * NCRL: none class ranking loss (Zhou and Lee 2022, "None Class Ranking Loss for Document-Level Relation
 * Extraction"; NCRL `NCRLoss`; spec/losses.md 4.5). With CE the clamped binary cross entropy of a margin:
 *
 *     L_i = Σ_r CE(d_ir, y_ir) + CE(z_TH − mean_r z_ir, y_i0),   mean over pairs
 *
 * Quirks: it reads the label of column 0, 1 for pairs without relation; log-probabilities are clamped at log 1e-8, so
 * gradients end at margins of 18.4; in float32 the official code is off by up to 1e-3, since it forms
 * 1 − sigmoid(x). No script of the authors tells their `shift`; 0 is the default of their code.
 */
export const ncrl = defineLoss({
  id: "ncrl",
  version: 1,
  label: "NCRL",
  params: {
    shift: { kind: "number", default: 0, min: 0 },
    /** The second term, "margin regularisation". */
    isReg: { kind: "switch", default: true },
  },
  compute: (tf, inputs) =>
    marginLoss(tf, inputs, ({ d, positive, pairs, relations }) => {
      const shift = Number(inputs.params.shift);
      const main = crossEntropy(tf, d, positive, shift);
      const sum = main.value.sum();
      if (inputs.params.isReg !== true) {
        return { value: sum.div(pairs), slope: main.slope.div(pairs) };
      }
      const none = tf.minimum(inputs.labels.slice([0, 0], [-1, 1]), 1);
      const rest = crossEntropy(tf, d.mean(1, true).neg(), none, shift);
      return {
        value: sum.add(rest.value.sum()).div(pairs),
        slope: main.slope.sub(rest.slope.div(relations)).div(pairs),
      };
    }),
});
