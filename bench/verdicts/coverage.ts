import { seededRandom, type Random } from "../../src/base/random.js";
import type { DocumentCounts } from "../../src/contract/result.js";
import { estimateOf } from "../../src/report/claims/estimate.js";
import type { Measured } from "../../src/report/claims/measured.js";
import { metricsOf } from "../../src/scoring/metrics.js";
import { resampled, resampledScores } from "../../src/report/statistics/document-resamples.js";
import type { Measure } from "../measure.js";
import { normal } from "./normal.js";

export const COVERAGE_NOTE =
  "Two methods of one truth, F1 of documents that are drawn anew each time; intervals of their difference over seeds and documents.";

const SEEDS = [3, 5, 10];
const DOCUMENTS = 100;

/** How often 95 % intervals of the difference of two equal methods hold zero. @param rounds for each number of seeds. */
export const measureCoverage = (rounds: number): readonly Measure[] =>
  SEEDS.map((seeds) => {
    const covered = coveredIn(rounds, seeds, DOCUMENTS);
    return {
      name: `comparison of two methods: covered at ${seeds} seeds`,
      value: (100 * covered) / rounds,
      unit: "%",
      limit: null,
      how: `${covered} of ${rounds}; 93 to 97 % asked`,
    };
  });

/** In how many rounds the interval holds the truth. */
export function coveredIn(rounds: number, seeds: number, documents: number): number {
  const random = seededRandom(14, `coverage ${seeds}`);
  let covered = 0;
  for (let i = 0; i < rounds; i++) {
    const [a, b] = twoMethods(random, seeds, documents);
    const left = { role: "left", group: "a" } as const;
    const right = { role: "right", group: "a" } as const;
    const found = estimateOf(
      [
        { operand: left, weight: 1 },
        { operand: right, weight: -1 },
      ],
      (operand) => (operand === left ? a : b),
      null,
    );
    if (found?.spread && Math.abs(found.value) <= found.spread.both) covered++;
  }
  return covered;
}

/** Both find the facts of a document with a rate that depends on it, on the method there, and on the seed. */
function twoMethods(random: Random, seeds: number, documents: number): readonly Measured[] {
  const draw = normal(random);
  const gold = Array.from({ length: documents }, () => 10 + random.below(20));
  const hard = gold.map(() => 0.1 * draw());
  return ["a", "b"].map(() => {
    const own = gold.map((_, at) => hard[at] + 0.05 * draw());
    const runs = Array.from({ length: seeds }, () => {
      const shift = 0.004 * draw();
      return runOf(
        gold,
        own.map((each) => 0.7 + each + shift),
        draw,
      );
    });
    const scores = runs.map((run) => resampledScores(resampled("simulated", run), "f1"));
    return {
      kind: "seeds",
      values: new Map(runs.map((run, seed) => [seed, f1Of(run)])),
      documents: { documents, resamples: (seed) => scores[seed], content: () => null },
    };
  });
}

function runOf(
  gold: readonly number[],
  rates: readonly number[],
  draw: () => number,
): DocumentCounts {
  const correct = gold.map((count, at) => {
    const rate = Math.min(0.99, Math.max(0.01, rates[at]));
    const found = Math.round(count * rate + Math.sqrt(count * rate * (1 - rate)) * draw());
    return Math.min(count, Math.max(0, found));
  });
  return { gold, submitted: gold, correct, ignored: gold.map(() => 0) };
}

function f1Of({ gold, submitted, correct }: DocumentCounts): number {
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  return metricsOf({
    gold: sum(gold),
    submitted: sum(submitted),
    correct: sum(correct),
    ignored: 0,
  }).f1;
}
