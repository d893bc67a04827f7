import { badInput } from "../../base/errors.js";
import type { LossInputs } from "../../contract/loss.js";
import { defineLoss } from "./define.js";
import { marginLoss } from "./shared/closed-form.js";

/** The factor of the squared distances in SSR-PU's own code. */
const QUARTER = 0.25;

/** Weights [1, relations] of the class-wise means that make up the two risks. */
interface RiskWeights {
  /** Factor of A in the risk of the unlabelled. */
  readonly unlabelled: number[];
  /** Factor of B in the same risk: positives that it must not count. */
  readonly correction: number[];
  /** Factor of E, the risk of the positives. */
  readonly positive: number[];
}

/**
 * With the labelled share π^l and π = e π^l: (1 − π) / (1 − π^u) is 1 − π^l, so S-PU needs no division. A prior of 0
 * officially gives not-a-number; here its positive risk is 0.
 */
function riskWeights({ params, priors }: LossInputs, relations: number): RiskWeights {
  if (priors?.length !== relations + 1) {
    throw badInput("SSR-PU needs the class priors of the training set", {
      where: "priors",
      expected: `${relations + 1} shares, one for each column`,
      got: priors === undefined ? "none" : String(priors.length),
    });
  }
  const labelled = Array.from({ length: relations }, (_, r) => priors[r + 1]);
  const all = labelled.map((share) => Math.min(1, Number(params.e) * share));
  const byMode = {
    "S-PU": [labelled.map((share) => 1 - share), all.map((share, r) => labelled[r] - share)],
    PU: [all.map(() => 1), all.map((share) => -share)],
    PN: [all.map((share) => 1 - share), all.map(() => 0)],
  };
  const [unlabelled, correction] = byMode[params.mTag as keyof typeof byMode];
  return { unlabelled, correction, positive: all.map((share) => Math.sqrt(share * (1 - share))) };
}

/**
 * SSR-PU: squared ranking loss, positive and unlabelled (Wang et al. 2022, "A Unified Positive-Unlabeled Learning
 * Framework for Document-Level Relation Extraction with Different Levels of Labeling"; SSR-PU model.py with
 * `isrank`; spec/losses.md 4.6). For each relation over the batch, with ℓ(x) = scale · (x − margin)²:
 *
 *     A = mean of ℓ(−d) over non-positive pairs, B = mean of ℓ(−d) and E = mean of ℓ(d) over positive pairs
 *     R1 = (1 − π)/(1 − π^u) (A − π^u B),  R2 = sqrt(π (1 − π)) E
 *     L = Σ_r (R1 < β ? −γ R1 : R1 + R2)
 *
 * with priors π^l from the training labels, π = e π^l and π^u = (π − π^l)/(1 − π^l). Defaults: the fully supervised
 * setting of the scripts, e = 1, so π^u = 0 and nothing is clipped.
 *
 * Quirks: a sum over relations of class-wise means, not a mean over pairs; through a clipped relation only −γ R1
 * sends gradients; decoding has no limit of relations. The official loop over relations is one pass here.
 */
export const ssrPu = defineLoss({
  id: "ssr-pu",
  version: 1,
  label: "SSR-PU",
  aliases: ["ssrpu"],
  params: {
    /** True positives for each labelled one. */
    e: { kind: "number", default: 1, above: 0 },
    margin: { kind: "number", default: 0.25, min: 0 },
    mTag: { kind: "choice", default: "S-PU", of: ["S-PU", "PU", "PN"] },
    beta: { kind: "number", default: 0 },
    gamma: { kind: "number", default: 1, min: 0 },
    /** What multiplies the squared distances: a quarter here, 1 in TTM-RE's code. */
    scale: { kind: "number", default: QUARTER, above: 0, isAddition: true },
  },
  needs: ["priors"],
  decoder: { k: 0 },
  minutes: 88.42,
  compute: (tf, inputs) =>
    marginLoss(tf, inputs, ({ d, positive, pairs, relations }) => {
      const { margin, mTag, beta, gamma } = inputs.params;
      const scale = Number(inputs.params.scale ?? QUARTER);
      const weights = riskWeights(inputs, relations);
      const row = (values: number[]) => tf.tensor2d(values, [1, relations]);
      const negative = tf.sub(1, positive);
      const positives = positive.sum(0, true);
      const ofPositive = tf.maximum(positives, 1).reciprocal();
      const ofNegative = tf.maximum(tf.sub(pairs, positives), 1).reciprocal();
      // Weight of ℓ(−d) in R1, and of ℓ(d) in R2, entry by entry.
      const low = negative
        .mul(ofNegative.mul(row(weights.unlabelled)))
        .add(positive.mul(ofPositive.mul(row(weights.correction))));
      const high = positive.mul(ofPositive.mul(row(weights.positive)));
      const below = d.add(Number(margin));
      const above = d.sub(Number(margin));
      const unlabelledRisk = low.mul(below.square()).sum(0, true).mul(scale);
      const positiveRisk = high.mul(above.square()).sum(0, true).mul(scale);
      const clipped =
        mTag === "PN"
          ? tf.zerosLike(unlabelledRisk)
          : tf.step(tf.sub(Number(beta), unlabelledRisk));
      const kept = tf.sub(1, clipped);
      const factor = kept.sub(clipped.mul(Number(gamma)));
      return {
        value: unlabelledRisk.mul(factor).add(positiveRisk.mul(kept)).sum(),
        slope: low
          .mul(below)
          .mul(factor)
          .add(high.mul(above).mul(kept))
          .mul(2 * scale),
      };
    }),
});
