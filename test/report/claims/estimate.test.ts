import assert from "node:assert/strict";
import { coveredIn } from "../../../bench/verdicts/coverage.js";
import { normal } from "../../../bench/verdicts/normal.js";
import { seededRandom } from "../../../src/base/random.js";
import type { DocumentCounts } from "../../../src/contract/result.js";
import type { ClaimOperand } from "../../../src/report/claims/claim.js";
import { estimateOf, evidenceOf } from "../../../src/report/claims/estimate.js";
import type { Measured } from "../../../src/report/claims/measured.js";
import { spearman } from "../../../src/report/claims/rank-correlation.js";
import {
  RESAMPLES,
  resampled,
  resampledScores,
} from "../../../src/report/statistics/document-resamples.js";
import { meanOf, varianceOf } from "../../../src/report/statistics/sample.js";
import { joined } from "../../../src/report/statistics/seeds-and-documents.js";

const operand = (group: string): ClaimOperand => ({ role: "left", group });

const someCounts = (seed: number, documents = 60): DocumentCounts => {
  const random = seededRandom(seed, "counts");
  const gold = Array.from({ length: documents }, (_, at) => 5 + (at % 20));
  const correct = gold.map((count) => random.below(count + 1));
  const submitted = correct.map((count) => count + random.below(4));
  return { gold, submitted, correct, ignored: correct.map((count) => Math.min(count, 1)) };
};

describe("resampling of documents", () => {
  it("sums what it draws, and draws the same documents for every run of a set", () => {
    const counts = someCounts(1);
    const all = { ...counts, ignored: counts.gold, correct: counts.gold };
    const [a, b] = [resampled("a set", counts), resampled("a set", all)];
    assert.deepEqual(a.gold, b.gold);
    assert.deepEqual([b.correct, b.ignored], [a.gold, a.gold]);
    assert.notDeepEqual(resampled("another set", counts).gold, a.gold);
    const ones = counts.gold.map(() => 1);
    const drawn = resampled("a set", { gold: ones, submitted: ones, correct: ones, ignored: ones });
    assert.ok(drawn.gold.every((sum) => sum === counts.gold.length));
  });

  it("scores as the scorer does, with the variance of a mean", () => {
    const counts = someCounts(2);
    const scores = resampledScores(resampled("a set", counts), "recall");
    const rates = counts.gold.map((count, at) => (100 * counts.correct[at]) / count);
    assert.equal(scores.length, RESAMPLES);
    const expected = meanOf(rates);
    assert.ok(Math.abs(meanOf([...scores]) - expected) < 3);
    const ratio = varianceOf([...scores]) / (varianceOf(rates) / rates.length);
    assert.ok(ratio > 0.5 && ratio < 1.5, String(ratio));
  });
});

describe("an estimate of ours", () => {
  const measured = (
    values: readonly number[],
    documents: Measured["kind"] | null = null,
  ): Measured => ({
    kind: "seeds",
    values: new Map(values.map((value, seed) => [seed, value])),
    documents:
      documents === null
        ? null
        : {
            documents: 60,
            resamples: (seed) => resampledScores(resampled("set", someCounts(seed)), "f1"),
            content: () => null,
          },
  });

  it("is Student's over paired differences where documents were not counted", () => {
    const [a, b] = [operand("a"), operand("b")];
    const terms = [
      { operand: a, weight: 1 },
      { operand: b, weight: -1 },
    ];
    const values = (each: ClaimOperand): Measured => measured(each === a ? [4, 2, 6] : [5, 7, 3]);
    const found = estimateOf(terms, values, null)!;
    // Differences -1, -5, 3: mean -1, deviation 4, t(2, .975) = 4.302653.
    assert.equal(found.value, -1);
    assert.ok(Math.abs(found.spread!.seeds - (4.302653 * 4) / Math.sqrt(3)) < 1e-5);
    assert.deepEqual([found.spread!.documents, found.spread!.df], [null, 2]);
    const beside = estimateOf(terms, values, 5)!;
    assert.ok(Math.abs(beside.spread!.se - 4 * Math.sqrt(1 / 3 + 1 / 5)) < 1e-12);
  });

  it("joins both parts, neither of which is wider alone", () => {
    const terms = [{ operand: operand("a"), weight: 1 }];
    const found = estimateOf(terms, () => measured([70, 71, 69], "seeds"), null)!;
    const { seeds, documents, se, seedError } = found.spread!;
    assert.ok(seeds > 0 && documents !== null && documents > 0);
    assert.ok(se > seedError);
  });

  it("takes what is kept of the same values, and nothing else", () => {
    const numbers = new Map<string, number>();
    const kept = {
      recall: (key: string) => numbers.get(key),
      keep: (key: string, value: number) => numbers.set(key, value),
    };
    let computed = 0;
    const estimate = (weight: number, content: (seed: number) => string | null) => {
      const documents = {
        documents: 60,
        resamples: (seed: number) => {
          computed++;
          return resampledScores(resampled("set", someCounts(seed)), "f1");
        },
        content,
      };
      const values = new Map([70, 71, 69].map((value, seed) => [seed, value]));
      const measures = (): Measured => ({ kind: "seeds", values, documents });
      return estimateOf([{ operand: operand("a"), weight }], measures, null, kept);
    };
    const first = estimate(1, (seed) => `run ${seed}`);
    assert.deepEqual([computed, numbers.size], [3, 1]);
    assert.deepEqual(
      estimate(1, (seed) => `run ${seed}`),
      first,
    );
    assert.equal(computed, 3);
    estimate(2, (seed) => `run ${seed}`);
    estimate(1, (seed) => `another run ${seed}`);
    estimate(1, (seed) => (seed === 0 ? null : `run ${seed}`));
    assert.deepEqual([computed, numbers.size], [12, 3]);
  });

  it("has no spread with one seed, none with no seed in common, and no noise where it is counted", () => {
    const terms = [{ operand: operand("a"), weight: 1 }];
    assert.equal(estimateOf(terms, () => measured([70]), null)!.spread, null);
    const empty: Measured = { kind: "seeds", values: new Map(), documents: null };
    assert.equal(
      estimateOf(terms, () => empty, null),
      null,
    );
    const exact = estimateOf(terms, () => ({ kind: "exact", value: 3 }), null)!;
    assert.deepEqual(evidenceOf(exact, 3, true), { for: 1, against: 0 });
    assert.deepEqual(evidenceOf(exact, 3, false), { for: 0, against: 1 });
  });

  it("covers the truth with documents that are drawn anew, at 5 seeds", () => {
    const rounds = 300;
    const share = coveredIn(rounds, 5, 50) / rounds;
    // Two standard errors of 300 rounds beyond 93 to 97 %.
    assert.ok(share > 0.905 && share < 0.995, String(share));
  });

  it("covers the true difference in 93 to 97 % at 3, 5 and 10 seeds", () => {
    const documents = 500;
    for (const [stream, seeds] of [3, 5, 10].entries()) {
      const draw = normal(seededRandom(7, `coverage ${stream}`));
      const [sd, documentSd, rounds] = [0.35, 0.3, 4000];
      let covered = 0;
      for (let i = 0; i < rounds; i++) {
        const values = Array.from({ length: seeds }, () => sd * draw());
        const { interval } = joined(
          meanOf(values) + documentSd * draw(),
          [varianceOf(values) / seeds, seeds - 1],
          [documentSd ** 2, documents - 1],
        );
        if (interval[0] <= 0 && 0 <= interval[1]) covered++;
      }
      assert.ok(covered / rounds > 0.93 && covered / rounds < 0.97, `${seeds}: ${covered}`);
    }
  });
});

describe("Spearman's correlation", () => {
  it("is that of ranks, ties with the mean of theirs", () => {
    assert.equal(spearman([1, 2, 3], [10, 20, 5000]), 1);
    assert.equal(spearman([1, 2, 3], [3, 2, 1]), -1);
    // scipy.stats.spearmanr: 0.9 for one swap of neighbours among five; 0.9486832980505138 with a tie.
    assert.ok(Math.abs(spearman([1, 2, 3, 4, 5], [1, 3, 2, 4, 5]) - 0.9) < 1e-12);
    assert.ok(Math.abs(spearman([1, 2, 3, 4], [1, 2, 2, 4]) - 0.9486832980505138) < 1e-12);
    assert.equal(spearman([1, 2, 3], [7, 7, 7]), 0);
  });
});
