import type { Random } from "../../../base/random.js";
import type { Shares } from "./bodies.js";
import { bodyKey, normalized } from "./bodies.js";
import type { Rules, ScorerWeights } from "./rules.js";
import type { LabelledScores } from "./scorer.js";

/**
 * How likely each body of a triple is where it is labelled or not (spec/plugins.md 4.5).
 * @param scores how much each body holds.
 * @param sign 1: labelled, -1: not.
 * @param draws how many bodies are drawn for a triple: each has that part of its bias, as if all were different.
 */
export function posterior(
  bodies: Rules[number],
  scores: ArrayLike<number>,
  weights: ArrayLike<number>,
  bias: number,
  sign: 1 | -1,
  draws: number,
): Float64Array {
  const logits = Float64Array.from(bodies, ({ prior, count }, j) => {
    const share = (weights[j] * scores[j]) / count + bias / draws;
    return 0.5 * sign * share + prior + Math.log(count);
  });
  const most = Math.max(...logits);
  const odds = logits.map((logit) => Math.exp(logit - most));
  const sum = odds.reduce((total, each) => total + each, 0);
  return odds.map((each) => each / sum);
}

/**
 * The E-step: a body for every pair of each triple's types in all documents, drawn from its posterior.
 * @returns by triple the shares of what was drawn.
 */
export function drawBodies(
  documents: readonly LabelledScores[],
  rules: Rules,
  scorer: ScorerWeights,
  random: Random,
): readonly Shares[] {
  // Rules are as wide as draws are many.
  const width = scorer.weights.length / Math.max(1, scorer.biases.length);
  const counts = rules.map((own) => new Float64Array(own.length));
  const pick = (triple: number, odds: Float64Array, times: number): void => {
    for (let i = 0; i < times; i++) counts[triple][drawn(odds, random)]++;
  };
  const odds = (triple: number, scores: ArrayLike<number>, sign: 1 | -1): Float64Array => {
    const weights = scorer.weights.subarray(triple * width, (triple + 1) * width);
    return posterior(rules[triple], scores, weights, scorer.biases[triple], sign, width);
  };
  const none = new Float64Array(width);
  const unheld = rules.map((_, triple) => ({
    labelled: odds(triple, none, 1),
    not: odds(triple, none, -1),
  }));
  for (const { instances, labels, pairs, unheld: positives } of documents) {
    const others = pairs.slice();
    instances.forEach(({ triple, bodies, scores }, i) => {
      others[triple]--;
      const dense = new Float64Array(width);
      bodies.forEach((j, e) => {
        dense[j] = scores[e];
      });
      pick(triple, odds(triple, dense, labels[i] === 1 ? 1 : -1), 1);
    });
    others.forEach((count, triple) => {
      pick(triple, unheld[triple].labelled, positives[triple]);
      pick(triple, unheld[triple].not, count - positives[triple]);
    });
  }
  return rules.map((own, triple) =>
    normalized(
      new Map(
        own
          .map(({ body }, j) => [bodyKey(body), counts[triple][j]] as const)
          .filter(([, count]) => count > 0),
      ),
    ),
  );
}

/** An index by its odds, which add up to 1. @param oddsOf the odds that a value stands for. */
export function drawn(
  values: ArrayLike<number>,
  random: Random,
  oddsOf = (value: number): number => value,
): number {
  let rest = random.next();
  for (let i = 0; i < values.length - 1; i++) {
    rest -= oddsOf(values[i]);
    if (rest < 0) return i;
  }
  return values.length - 1;
}

/** Shares of before and of what was drawn, mixed (spec/plugins.md 4.6). */
export function mixed(before: readonly Shares[], drawnNow: readonly Shares[]): readonly Shares[] {
  return before.map((old, triple) => {
    const own = drawnNow[triple];
    if (own.size === 0) return old;
    const keys = new Set([...old.keys(), ...own.keys()]);
    return new Map(
      [...keys].map((key) => [
        key,
        Math.fround(0.9 * (old.get(key) ?? 0) + 0.1 * (own.get(key) ?? 0)),
      ]),
    );
  });
}
