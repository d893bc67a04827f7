import { seededRandom, shuffle } from "../../../base/random.js";
import type { ScorerWeights } from "./rules.js";
import { scorerLoss, type LabelledScores } from "./scorer.js";

/** How the scorer is trained (spec/plugins.md 4.4). */
export interface FitSettings {
  readonly width: number;
  readonly triples: number;
  readonly epochs: number;
  /** Documents. */
  readonly batch: number;
  readonly rate: number;
  readonly lastRate: number;
  /** Share of all steps. */
  readonly warmup: number;
  readonly seed: number;
  /** Name of its random numbers. */
  readonly stream: string;
}

const [BETA1, BETA2, EPSILON] = [0.9, 0.999, 1e-8];

/**
 * Trains the scorer from scratch by Adam; the epoch that is best by `score` counts, the first of equal ones.
 * @param pause awaited after each epoch.
 */
export async function fitScorer(
  documents: readonly LabelledScores[],
  settings: FitSettings,
  score: (scorer: ScorerWeights) => number,
  pause: () => Promise<void>,
): Promise<{ readonly scorer: ScorerWeights; readonly loss: number }> {
  const { width, triples, epochs, batch, seed, stream } = settings;
  const random = seededRandom(seed, stream);
  const initial = (n: number) => Float32Array.from({ length: n }, () => 2 * random.next() - 1);
  const scorer = { weights: initial(triples * width), biases: initial(triples) };
  const moments = { weights: momentsOf(triples * width), biases: momentsOf(triples) };
  const gradient = {
    weights: new Float64Array(triples * width),
    biases: new Float64Array(triples),
  };
  const steps = epochs * Math.ceil(documents.length / batch);
  let best: { scorer: ScorerWeights; loss: number; score: number } | null = null;
  let step = 0;
  for (let epoch = 0; epoch < epochs; epoch++) {
    const order = shuffle(documents, seededRandom(seed, `${stream} ${epoch}`));
    let [sum, batches] = [0, 0];
    for (let from = 0; from < order.length; from += batch) {
      gradient.weights.fill(0);
      gradient.biases.fill(0);
      sum += scorerLoss(order.slice(from, from + batch), scorer, gradient);
      batches++;
      step++;
      const rate = rateAt(step, steps, settings);
      update(scorer.weights, gradient.weights, moments.weights, step, rate);
      update(scorer.biases, gradient.biases, moments.biases, step, rate);
    }
    const found = score(scorer);
    if (best === null || found > best.score) {
      const kept = { weights: scorer.weights.slice(), biases: scorer.biases.slice() };
      best = { scorer: kept, loss: sum / Math.max(1, batches), score: found };
    }
    await pause();
  }
  return best!;
}

/** Linear warm-up from 0, then linear decay to the last rate. */
function rateAt(step: number, steps: number, { rate, lastRate, warmup }: FitSettings): number {
  const warm = warmup * steps;
  if (step < warm) return (rate * step) / warm;
  return lastRate + (rate - lastRate) * Math.max(0, (steps - step) / Math.max(1, steps - warm));
}

interface Moments {
  readonly m: Float64Array;
  readonly v: Float64Array;
}

const momentsOf = (n: number): Moments => ({ m: new Float64Array(n), v: new Float64Array(n) });

function update(
  values: Float32Array,
  gradient: Float64Array,
  { m, v }: Moments,
  step: number,
  rate: number,
): void {
  const [first, second] = [1 - BETA1 ** step, 1 - BETA2 ** step];
  for (let i = 0; i < values.length; i++) {
    m[i] = BETA1 * m[i] + (1 - BETA1) * gradient[i];
    v[i] = BETA2 * v[i] + (1 - BETA2) * gradient[i] ** 2;
    values[i] -= (rate * (m[i] / first)) / (Math.sqrt(v[i] / second) + EPSILON);
  }
}
