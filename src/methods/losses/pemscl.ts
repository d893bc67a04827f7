import type * as tfcore from "@tensorflow/tfjs-core";
import { badInput } from "../../base/errors.js";
import type { LossInputs, Tf } from "../../contract/loss.js";
import { defineLoss } from "./define.js";
import { marginLoss } from "./shared/closed-form.js";
import { contrastive } from "./shared/contrastive.js";
import { negativeLog, signsOf } from "./shared/log-sigmoid.js";

/**
 * PMTEM, the part of PEMSCL that sees logits (PEMSCL codes/losses.py; spec/losses.md 4.7): SAT, and for positive and
 * negative relations the entropy H(d) of their probability against the threshold, p and q being a pair's numbers of
 * positive and negative relations:
 *
 *     mean_i SAT_i + λ1 mean_i(Σ_positive H) mean_i(1 / max(p_i, 1)) + λ2 mean_i(Σ_negative H) mean_i(1 / max(q_i, 1))
 *
 * Quirk: the products of means are a broadcasting slip; meant are the means of Σ H / max(p_i, 1).
 */
function pmtem(tf: Tf, inputs: LossInputs): tfcore.Scalar {
  const { lambda1, lambda2, perRowIntended } = inputs.params;
  return marginLoss(tf, inputs, ({ d, positive, pairs, relations }) => {
    const signs = signsOf(positive);
    const main = negativeLog(tf, d.mul(signs));
    const small = d.abs().neg().exp();
    const share = small.div(small.add(1));
    const entropy = tf.log1p(small).add(d.abs().mul(share));
    const entropySlope = share.div(small.add(1)).mul(d).neg();
    const count = positive.sum(1, true);
    const meanOf = (counts: tfcore.Tensor) => {
      const each = tf.maximum(counts, 1).reciprocal();
      return perRowIntended === true ? each : each.mean();
    };
    const ofPositive = meanOf(count).mul(Number(lambda1));
    const ofNegative = meanOf(tf.sub(relations, count)).mul(Number(lambda2));
    const weights = positive.mul(ofPositive.sub(ofNegative)).add(ofNegative);
    return {
      value: main.value.add(weights.mul(entropy)).sum().div(pairs),
      slope: main.slope.mul(signs).add(weights.mul(entropySlope)).div(pairs),
    };
  });
}

/**
 * PEMSCL: pairwise moving-threshold loss with entropy minimisation and supervised contrastive learning (Guo et al.
 * 2023, "Towards Integration of Discriminability and Robustness for Document-Level Relation Extraction"; PEMSCL
 * codes/model.py; spec/losses.md 4.7): PMTEM(logits, labels) + λ3 {@link contrastive}(pair vectors, labels).
 *
 * Defaults: the official ones, with τ and τ_base of its Re-DocRED script (DocRED: 2 and 1). `naFlagKept` is what its
 * mixed precision does by accident: in plain float32 PMTEM clears the label of column 0 in place and the contrastive
 * term no longer sees it. `perRowIntended` takes both broadcasting slips back.
 */
export const pemscl = defineLoss({
  id: "pemscl",
  version: 1,
  label: "PEMSCL",
  // Its Re-DocRED script, which there is for RoBERTa-large only.
  officialRates: { large: 2e-5 },
  params: {
    lambda1: { kind: "number", default: 1, min: 0 },
    lambda2: { kind: "number", default: 1, min: 0 },
    /** 0 leaves the contrastive term out; no pair vectors are needed then. */
    lambda3: { kind: "number", default: 1, min: 0 },
    tau: { kind: "number", default: 0.2, above: 0 },
    tauBase: { kind: "number", default: 2, above: 0 },
    naFlagKept: { kind: "switch", default: true },
    perRowIntended: { kind: "switch", default: false },
  },
  needs: ["features"],
  batchTerm: {
    weight: "lambda3",
    compute: (tf, { pairs, labels, params }) => {
      if (pairs !== undefined) return contrastive(tf, pairs, labels, params);
      throw badInput("PEMSCL's contrastive term needs the backbone's pair vectors", {
        where: "pairs",
        expected: "head and tail vectors",
        got: "none",
        fix: "take a backbone that gives them, or set params.lambda3 to 0",
      });
    },
  },
  compute: pmtem,
});
