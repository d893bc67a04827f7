import assert from "node:assert/strict";
import fc from "fast-check";
import type { GoldDocument } from "../../src/contract/corpus/fact.js";
import { scoreEvidence } from "../../src/scoring/evidence.js";

const gold: readonly GoldDocument[] = [
  {
    title: "A",
    names: [["x"], ["y"], ["z"]],
    facts: [
      { h: 0, t: 1, r: "P1", evidence: [0, 2] },
      { h: 1, t: 2, r: "P2", evidence: [1] },
      { h: 2, t: 0, r: "P1" },
    ],
  },
];
const fact = (h_idx: number, t_idx: number, r: string, evidence: readonly number[]) => ({
  title: "A",
  h_idx,
  t_idx,
  r,
  evidence,
});

describe("evidence", () => {
  it("counts sentences of all predicted facts against those of all gold facts", () => {
    const predicted = [fact(0, 1, "P1", [0, 3]), fact(1, 2, "P9", [1]), fact(2, 0, "P1", [1])];
    const { f1, precision, recall, counts } = scoreEvidence(predicted, gold);
    assert.deepEqual(counts, { gold: 3, submitted: 4, correct: 1 });
    assert.ok(
      Math.abs(precision - 25) < 1e-9 && Math.abs(recall - 25) < 1e-9,
      "the gold count starts at 1",
    );
    assert.ok(Math.abs(f1 - 25) < 1e-9, String(f1));
  });

  it("counts repeated facts once, and leaves unknown titles out", () => {
    const once = scoreEvidence([fact(0, 1, "P1", [0])], gold);
    const other = { ...fact(0, 1, "P1", [0]), title: "B" };
    assert.deepEqual(
      scoreEvidence([fact(0, 1, "P1", [0]), fact(0, 1, "P1", [2]), other], gold),
      once,
    );
  });

  it("is 0 without predictions or without gold, never NaN", () => {
    for (const documents of [gold, []]) {
      const { f1, precision, recall } = scoreEvidence([], documents);
      assert.deepEqual([f1, precision, recall], [0, 0, 0]);
    }
  });

  it("has a recall of n / (n + 1) for the gold facts themselves, in any order", () => {
    const all = gold[0].facts.map(({ h, t, r, evidence = [] }) => fact(h, t, r, [...evidence]));
    fc.assert(
      fc.property(fc.shuffledSubarray(all, { minLength: all.length }), (predicted) => {
        const { precision, recall } = scoreEvidence(predicted, gold);
        assert.deepEqual([precision, recall], [100, 75]);
      }),
    );
  });
});
