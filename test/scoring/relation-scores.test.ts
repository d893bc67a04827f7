import assert from "node:assert/strict";
import fc from "fast-check";
import { goldLogits, relationScores } from "../../src/scoring/relation-scores.js";

const columns = [null, "a", "b", null, "c", "d"];
const ranking = ["c", "a", "d", "b"];

/** A document: logits of some pairs, of which the first have gold relations. */
const documents = fc.array(
  fc.integer({ min: 1, max: 4 }).chain((pairs) =>
    fc.record({
      logits: fc
        .array(fc.integer({ min: -99, max: 99 }), { minLength: 6 * pairs, maxLength: 6 * pairs })
        .map((values) => Float32Array.from(values, (value) => value / 4)),
      positives: fc.array(fc.uniqueArray(fc.constantFrom(1, 2, 4, 5), { minLength: 1 }), {
        maxLength: pairs,
      }),
    }),
  ),
);

const scored = (all: readonly { logits: Float32Array; positives: number[][] }[]) =>
  relationScores(
    Float32Array.from(all.flatMap((each) => goldLogits(each.logits, 6, each.positives))),
    all.flatMap(({ positives }) => positives),
    columns,
    ranking,
  );

describe("scores of relations", () => {
  it("are means of a relation's logit over the pairs for which it is gold, by frequency", () => {
    fc.assert(
      fc.property(documents, (all) => {
        const result = scored(all);
        assert.deepEqual(
          result.map(({ relation }) => relation),
          ranking,
        );
        for (const { relation, pairs, score } of result) {
          const column = columns.indexOf(relation);
          const found = all.flatMap(({ logits, positives }) =>
            positives.flatMap((gold, pair) =>
              gold.some((each) => each === column) ? [logits[6 * pair + column]] : [],
            ),
          );
          assert.equal(pairs, found.length);
          if (score === null) assert.equal(pairs, 0);
          else assert.ok(Math.abs(score - found.reduce((a, b) => a + b, 0) / pairs) < 1e-9);
        }
      }),
    );
  });

  it("do not take a raised threshold or another relation for the score", () => {
    const logits = Float32Array.of(9, 1, 2, 9, 3, 4, 9, 5, 6, 9, 7, 8);
    assert.deepEqual(scored([{ logits, positives: [[1, 5], [1]] }]), [
      { relation: "c", pairs: 0, score: null },
      { relation: "a", pairs: 2, score: 3 },
      { relation: "d", pairs: 1, score: 4 },
      { relation: "b", pairs: 0, score: null },
    ]);
  });

  it("refuse logits of other documents", () => {
    assert.throws(
      () => relationScores(Float32Array.of(1), [[1], [2]], columns, ranking),
      RangeError,
    );
  });
});
