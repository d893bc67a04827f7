import assert from "node:assert/strict";
import fc from "fast-check";
import { judge } from "../../src/scoring/judge.js";
import { count, countByDocument, metricsOf, scoreFacts } from "../../src/scoring/metrics.js";
import { nameTriples, nameTriplesOf } from "../../src/scoring/name-triples.js";
import type { FactTriple, GoldDocument } from "../../src/contract/corpus/fact.js";
import { naiveScores } from "./official.js";

const relation = fc.constantFrom("P17", "P27", "P131");
const entity = fc.integer({ min: 0, max: 3 });
const name = fc.constantFrom("Oslo", "Norway", "Bergen", "Ibsen", "Nora", "");

const document = (title: fc.Arbitrary<string>): fc.Arbitrary<GoldDocument> =>
  fc.record({
    title,
    names: fc.array(fc.array(name, { minLength: 1, maxLength: 3 }), { minLength: 4, maxLength: 4 }),
    facts: fc.array(fc.record({ h: entity, t: entity, r: relation }), { maxLength: 12 }),
  });

const corpus = fc.record({
  gold: fc.array(document(fc.constantFrom("one", "two", "three")), { maxLength: 4 }),
  train: fc.array(document(fc.constant("train")), { maxLength: 2 }),
  predictions: fc.array(
    fc.record({
      title: fc.constantFrom("one", "two", "three", "unknown"),
      h_idx: fc.integer({ min: -1, max: 5 }),
      t_idx: entity,
      r: relation,
    }),
    { maxLength: 40 },
  ),
});

const gold: GoldDocument[] = [
  {
    title: "one",
    names: [["Oslo", "Kristiania"], ["Norway"], ["Ibsen"]],
    facts: [
      { h: 0, t: 1, r: "P17" },
      { h: 2, t: 1, r: "P27" },
      { h: 2, t: 1, r: "P27" },
    ],
  },
];
const fact = (h: number, t: number, r: string, title = "one"): FactTriple => ({
  title,
  h_idx: h,
  t_idx: t,
  r,
});
const none = nameTriples([]);

describe("score/evaluate: official scores", () => {
  it("agrees with a word-by-word reading of the official rules", () => {
    fc.assert(
      fc.property(corpus, ({ gold: truth, train, predictions }) => {
        const { metrics } = scoreFacts(predictions, truth, nameTriplesOf(train));
        const want = naiveScores(predictions, truth, train);
        for (const [got, fraction] of [
          [metrics.precision, want.p],
          [metrics.recall, want.r],
          [metrics.f1, want.f1],
          [metrics.ignF1, want.ignF1],
        ]) {
          assert.ok(Math.abs(got - 100 * fraction) < 1e-9, `${got} is not ${100 * fraction}`);
        }
      }),
      { numRuns: 500 },
    );
  });

  it("depends neither on the order of the predictions nor on repeats", () => {
    fc.assert(
      fc.property(corpus, ({ gold: truth, train, predictions }) => {
        const training = nameTriplesOf(train);
        const shuffled = [...predictions, ...predictions].reverse();
        assert.deepEqual(
          scoreFacts(shuffled, truth, training),
          scoreFacts(predictions, truth, training),
        );
      }),
    );
  });

  it("sums over relations to the whole", () => {
    fc.assert(
      fc.property(corpus, ({ gold: truth, train, predictions }) => {
        const { counts, perRelation } = scoreFacts(predictions, truth, nameTriplesOf(train));
        const sum = { gold: 0, submitted: 0, correct: 0 };
        for (const of of Object.values(perRelation)) {
          sum.gold += of.gold;
          sum.submitted += of.submitted;
          sum.correct += of.correct;
        }
        const { ignored, ...rest } = counts;
        assert.deepEqual(sum, rest);
        assert.ok(ignored <= counts.correct);
      }),
    );
  });

  it("counts repeats once, on both sides", () => {
    const twice = [fact(0, 1, "P17"), fact(0, 1, "P17")];
    const { counts } = scoreFacts(twice, gold, none);
    assert.deepEqual(counts, { gold: 2, submitted: 1, correct: 1, ignored: 0 });
  });

  it("keeps unknown titles, self pairs and impossible entities as wrong", () => {
    const wrong = [fact(0, 1, "P17", "two"), fact(1, 1, "P17"), fact(9, -1, "P17")];
    const { counts, metrics } = scoreFacts([...wrong, fact(0, 1, "P17")], gold, none);
    assert.deepEqual(counts, { gold: 2, submitted: 4, correct: 1, ignored: 0 });
    assert.equal(metrics.precision, 25);
    assert.equal(metrics.recall, 50);
  });

  it("ignores a correct fact when any pair of its names is known, with the ordinary recall and 1e-5", () => {
    const known = nameTriples([
      ["Kristiania", "Norway", "P17"],
      ["Norway", "Ibsen", "P27"],
    ]);
    const all = [fact(0, 1, "P17"), fact(2, 1, "P27"), fact(1, 0, "P17")];
    const { counts, metrics } = scoreFacts(all, gold, known);
    assert.deepEqual(counts, { gold: 2, submitted: 3, correct: 2, ignored: 1 });
    const precision = 1 / (2 + 1e-5);
    assert.equal(metrics.ignF1, (100 * 2 * precision) / (precision + 1));
  });

  it("does not ignore a wrong prediction whose names are known", () => {
    const known = nameTriples([["Norway", "Oslo", "P17"]]);
    assert.equal(scoreFacts([fact(1, 0, "P17")], gold, known).counts.ignored, 0);
  });

  it("is 0 everywhere without predictions, and without gold facts", () => {
    const zero = { f1: 0, ignF1: 0, precision: 0, recall: 0 };
    assert.deepEqual(scoreFacts([], gold, none).metrics, zero);
    assert.deepEqual(scoreFacts([fact(0, 1, "P17")], [], none).metrics, zero);
  });

  it("restricts gold and submitted facts alike", () => {
    const judgement = judge([fact(0, 1, "P17"), fact(0, 2, "P27")], gold, none);
    const counts = count(judgement, (r) => r === "P27");
    assert.deepEqual(counts, { gold: 1, submitted: 1, correct: 0, ignored: 0 });
    assert.equal(metricsOf(counts).f1, 0);
  });
});

describe("score/names: facts by names", () => {
  it("does not take one way of cutting the same letters for another", () => {
    const triples = nameTriples([["ab", "c", "P1"]]);
    assert.equal(triples.has("ab", "c", "P1"), true);
    assert.equal(triples.has("a", "bc", "P1"), false);
    assert.equal(triples.has("b", "c", "P1a"), false);
    assert.equal(triples.has("c", "ab", "P1"), false);
  });

  it("counts distinct triples", () => {
    assert.equal(nameTriplesOf(gold).size, 3);
    assert.equal(nameTriplesOf([...gold, ...gold]).size, 3);
  });

  it("counts each document, so that a bootstrap over documents needs no data", () => {
    fc.assert(
      fc.property(corpus, ({ gold: truth, train, predictions }) => {
        const training = nameTriplesOf(train);
        const titles = [...new Set(truth.map(({ title }) => title))];
        const judgement = judge(predictions, truth, training);
        const counts = countByDocument(judgement, truth.length);
        for (const title of titles) {
          const first = truth.findIndex((each) => each.title === title);
          const own = count(
            judge(
              predictions.filter((each) => each.title === title),
              truth.filter((each) => each.title === title),
              training,
            ),
            () => true,
          );
          const at = (name: keyof typeof counts): number => counts[name][first];
          assert.deepEqual(
            {
              gold: at("gold"),
              submitted: at("submitted"),
              correct: at("correct"),
              ignored: at("ignored"),
            },
            own,
          );
        }
      }),
    );
  });
});
