import assert from "node:assert/strict";
import { seededRandom } from "../../../src/base/random.js";
import {
  compareMethods,
  joined,
  type RunCounts,
} from "../../../src/report/statistics/seeds-and-documents.js";
import { satterthwaite } from "../../../src/report/statistics/estimate.js";
import { normal } from "../../../bench/verdicts/normal.js";

/** A run that finds each gold fact with probability `rate` and submits as many wrong facts as it misses. */
function runOf(seed: number, rate: number, documents = 60): RunCounts {
  const random = seededRandom(seed, String(rate));
  const gold = Array.from({ length: documents }, (_, i) => 5 + (i % 20));
  const correct = gold.map((n) => {
    let found = 0;
    for (let i = 0; i < n; i++) found += random.next() < rate ? 1 : 0;
    return found;
  });
  return { gold, submitted: gold, correct };
}

describe("comparison of two methods", () => {
  it("finds a large difference, gives both parts, and is the same every time", () => {
    const [a, b] = [0.8, 0.6].map((rate) => [1, 2, 3, 4, 5].map((seed) => runOf(seed, rate)));
    const found = compareMethods(a, b, 200);
    assert.ok(found !== null);
    assert.ok(found.difference > 15 && found.difference < 25);
    assert.ok(found.p < 0.001);
    assert.ok(found.seeds > 0 && found.documents > 0);
    assert.ok(found.interval[0] < found.difference && found.difference < found.interval[1]);
    assert.deepEqual(compareMethods(a, b, 200), found);
  });

  it("finds nothing between equal runs and says nothing of one seed", () => {
    const runs = [1, 2, 3].map((seed) => runOf(seed, 0.7));
    const same = compareMethods(runs, runs, 50);
    assert.deepEqual([same?.difference, same?.seeds, same?.documents], [0, 0, 0]);
    assert.equal(compareMethods(runs.slice(0, 1), runs.slice(0, 1), 50), null);
  });

  it("joins degrees of freedom as Satterthwaite does", () => {
    assert.equal(satterthwaite([[1, 4]]), 4);
    assert.equal(
      satterthwaite([
        [1, 4],
        [1, 4],
      ]),
      8,
    );
  });

  it("covers the true difference in 93 to 97 % at 3, 5 and 10 seeds", () => {
    const documents = 500;
    for (const [stream, seeds] of [3, 5, 10].entries()) {
      const draw = normal(seededRandom(7, `coverage ${stream}`));
      const [sd, documentSd, rounds] = [0.35, 0.3, 4000];
      let covered = 0;
      for (let i = 0; i < rounds; i++) {
        const values = Array.from({ length: seeds }, () => sd * draw());
        const mean = values.reduce((sum, value) => sum + value, 0) / seeds;
        const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (seeds - 1);
        const { interval } = joined(
          mean + documentSd * draw(),
          [variance / seeds, seeds - 1],
          [documentSd ** 2, documents - 1],
        );
        if (interval[0] <= 0 && 0 <= interval[1]) covered++;
      }
      assert.ok(covered / rounds > 0.93 && covered / rounds < 0.97, `${seeds}: ${covered}`);
    }
  });
});
