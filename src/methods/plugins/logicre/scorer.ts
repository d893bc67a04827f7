import type { DocumentScores, Instance } from "./instances.js";
import type { ScorerWeights } from "./rules.js";

/** A document's scores with its labels. */
export interface LabelledScores extends DocumentScores {
  /** Of each instance, 0 or 1. */
  readonly labels: Uint8Array;
  /** By triple: labelled pairs for which no body holds. */
  readonly unheld: Int32Array;
}

/** The logit of a triple for a pair (spec/plugins.md 4.4): its bias and the weights of bodies times how much these hold. */
export function logitOf(
  { triple, bodies, scores }: Pick<Instance, "triple" | "bodies" | "scores">,
  { weights, biases }: ScorerWeights,
): number {
  const width = weights.length / biases.length;
  let logit = biases[triple];
  for (let i = 0; i < bodies.length; i++) logit += weights[triple * width + bodies[i]] * scores[i];
  return logit;
}

/** Adds labels, [x, relation from 1, y] each, to what rules say of a document. */
export function labelled(
  scores: DocumentScores,
  isLabelled: (triple: number, x: number, y: number) => boolean,
  labelsOf: (triple: number) => number,
): LabelledScores {
  const labels = Uint8Array.from(scores.instances, ({ triple, x, y }) =>
    Number(isLabelled(triple, x, y)),
  );
  const unheld = Int32Array.from(scores.pairs, (_, triple) => labelsOf(triple));
  scores.instances.forEach(({ triple }, i) => {
    unheld[triple] -= labels[i];
  });
  return { ...scores, labels, unheld };
}

/** The gradient of {@link scorerLoss} by weights and biases. */
export interface ScorerGradient {
  readonly weights: Float64Array;
  readonly biases: Float64Array;
}

const softplus = (z: number): number => Math.max(z, 0) + Math.log1p(Math.exp(-Math.abs(z)));
const sigmoid = (z: number): number => 1 / (1 + Math.exp(-z));

/**
 * Binary cross-entropy of a batch, summed over relations and averaged over all pairs of entities, self pairs included; pairs
 * whose types a relation was never seen with are right for nothing. Adds its gradient to `gradient`.
 */
export function scorerLoss(
  documents: readonly LabelledScores[],
  scorer: ScorerWeights,
  gradient: ScorerGradient,
): number {
  const cells = documents.reduce((sum, { entities }) => sum + entities ** 2, 0);
  const width = scorer.weights.length / scorer.biases.length;
  let loss = 0;
  for (const { instances, labels, pairs, unheld } of documents) {
    const others = pairs.slice();
    instances.forEach((instance, i) => {
      const { triple, bodies, scores } = instance;
      others[triple]--;
      const logit = logitOf(instance, scorer);
      loss += softplus(logit) - labels[i] * logit;
      const slope = (sigmoid(logit) - labels[i]) / cells;
      gradient.biases[triple] += slope;
      for (let e = 0; e < bodies.length; e++)
        gradient.weights[triple * width + bodies[e]] += slope * scores[e];
    });
    for (let triple = 0; triple < others.length; triple++) {
      if (others[triple] === 0) continue;
      const bias = scorer.biases[triple];
      loss += others[triple] * softplus(bias) - unheld[triple] * bias;
      gradient.biases[triple] += (others[triple] * sigmoid(bias) - unheld[triple]) / cells;
    }
  }
  return loss / cells;
}
