import assert from "node:assert/strict";
import fc from "fast-check";
import type { FactTriple, GoldDocument } from "../../../src/contract/corpus/fact.js";
import type { EvalResult } from "../../../src/contract/result.js";
import { errorChanges, type Changed } from "../../../src/report/errors/changes.js";
import { factChanges } from "../../../src/report/errors/fact-changes.js";
import { FactList, groupFacts } from "../../../src/report/errors/facts.js";
import { errorGroup, type Counts, type ErrorGroup } from "../../../src/report/errors/group.js";
import { pageErrors } from "../../../src/report/page/errors.js";
import { factsMarkup } from "../../../src/report/page/facts.js";
import { unpacked } from "../../../src/report/page/packed.js";
import { nameTriples } from "../../../src/scoring/name-triples.js";
import { evalResultOf } from "../../../src/scoring/result.js";

const RELATIONS = ["P1", "P2", "P3"];
const SET = { trainId: "a", evalId: "b", evalSet: "redocred/test" };

interface Fact {
  readonly h: number;
  readonly t: number;
  readonly r: string;
}

const facts = fc.array(
  fc.record({
    h: fc.integer({ min: 0, max: 3 }),
    t: fc.integer({ min: 4, max: 7 }),
    r: fc.constantFrom(...RELATIONS),
  }),
  { maxLength: 6 },
);

type Documents = readonly (readonly Fact[])[];

const goldOf = (gold: Documents): readonly GoldDocument[] =>
  gold.map((all, at) => ({
    title: `document ${at}`,
    names: Array.from({ length: 8 }, (_, entity) => [`name ${entity}`]),
    facts: all,
  }));

/** One of them for a title that no document has. */
const predictionsOf = (predicted: Documents): readonly FactTriple[] => [
  { title: "nowhere", h_idx: 0, t_idx: 1, r: "P1" },
  ...predicted.flatMap((all, at) =>
    all.map(({ h, t, r }) => ({ title: `document ${at}`, h_idx: h, t_idx: t, r })),
  ),
];

const scoredBy = (gold: Documents, predicted: Documents, others = false): EvalResult =>
  evalResultOf(
    SET,
    predictionsOf(predicted).slice(others ? 0 : 1),
    { pairs: 0, thresholdMean: 0 },
    goldOf(gold),
    RELATIONS,
    nameTriples([]),
  );

/** Four runs on one set of documents. */
const fourOf = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const all = fc.array(facts, { minLength: count, maxLength: count });
  return fc.tuple(all, fc.array(all, { minLength: 4, maxLength: 4 }));
});

/** What the scorer says of them. */
const fourRuns = fourOf.map(([gold, runs]) => runs.map((run) => scoredBy(gold, run)));

const total = (counts: readonly Counts[]): Counts =>
  [0, 1, 2].map((at) => counts.reduce((sum, each) => sum + each[at], 0)) as unknown as Counts;

describe("what runs got right and wrong", () => {
  it("sums up to what the scorer counts, by document and by relation", () => {
    fc.assert(
      fc.property(fourRuns, (results) => {
        const { documents, relations, runs } = errorGroup(["c"], results);
        const wanted = total(
          results.map(({ counts }) => [counts.gold, counts.submitted, counts.correct] as const),
        );
        assert.equal(runs, 4);
        assert.deepEqual(total(documents!), wanted);
        assert.deepEqual(total(Object.values(relations)), wanted);
      }),
    );
  });

  it("changes between two models by as many errors as the scorer counts, the largest gain first", () => {
    fc.assert(
      fc.property(fourRuns, (results) => {
        const [a, b] = [results.slice(0, 2), results.slice(2)];
        const { documents, relations } = errorChanges(errorGroup(["a"], a), errorGroup(["b"], b));
        const errors = (all: readonly EvalResult[]): number =>
          all.reduce(
            (sum, { counts }) => sum + counts.gold + counts.submitted - 2 * counts.correct,
            0,
          ) / 2;
        const gained = (all: readonly Changed[]): number =>
          all.reduce((sum, { gain }) => sum + gain, 0);
        assert.ok(Math.abs(gained(documents!) - (errors(a) - errors(b))) < 1e-9);
        assert.ok(Math.abs(gained(relations) - (errors(a) - errors(b))) < 1e-9);
        const gains = documents!.map(({ gain }) => gain);
        assert.deepEqual(
          gains,
          [...gains].sort((one, other) => other - one),
        );
      }),
    );
  });

  it("names as many facts of each document as the scorer counts, and those that two models differ in", () => {
    fc.assert(
      fc.property(fourOf, ([gold, runs]) => {
        const list = new FactList(goldOf(gold));
        const placed = runs.map((run) => list.place(predictionsOf(run)));
        const results = runs.map((run) => scoredBy(gold, run, true));
        placed.forEach((run, at) => {
          const { documents } = results[at];
          const wanted = gold.map((_, k) => [
            documents!.gold[k],
            documents!.submitted[k],
            documents!.correct[k],
          ]);
          assert.deepEqual(list.counts(run), wanted);
        });
        const set = list.facts("x", (id) => id, true);
        const [a, b] = [placed.slice(0, 2), placed.slice(2)].map((all) =>
          groupFacts(["c"], "x", all),
        );
        const { documents } = errorChanges(
          errorGroup(["a"], results.slice(0, 2)),
          errorGroup(["b"], results.slice(2)),
        );
        for (const { name, gold: goldCount, a: mine, b: others, gain } of documents!) {
          const at = Number(name) - 1;
          const { changes, alike } = factChanges(set, a, b, at);
          const isGold = changes.filter((each) => each.isGold);
          const wrong = changes.filter((each) => !each.isGold);
          const sum = (all: typeof changes, side: "a" | "b"): number =>
            all.reduce((total, each) => total + each[side], 0);
          assert.equal(isGold.length + alike.found + alike.missed + alike.others, goldCount);
          for (const [side, { wrong: count }] of [
            ["a", mine],
            ["b", others],
          ] as const) {
            assert.equal(sum(wrong, side) / 2, count);
          }
          const found = sum(isGold, "b") - sum(isGold, "a");
          assert.equal(found / 2, others.correct - mine.correct);
          assert.equal((found + sum(wrong, "a") - sum(wrong, "b")) / 2, gain);
          for (const { head, relation, tail, ...each } of isGold) {
            const [h, t] = [head, tail].map((text) => Number(text.slice("name ".length)));
            assert.ok(gold[at].some((fact) => fact.h === h && fact.t === t && fact.r === relation));
            const has = (run: Documents): boolean =>
              run[at].some((fact) => fact.h === h && fact.t === t && fact.r === relation);
            assert.equal(each.a, runs.slice(0, 2).filter(has).length);
            assert.equal(each.b, runs.slice(2).filter(has).length);
          }
        }
      }),
    );
  });

  it("calls entities by their index where they have no names, or are none", () => {
    const list = new FactList(goldOf([[{ h: 0, t: 1, r: "P1" }]]));
    const runs = [list.place([{ title: "document 0", h_idx: -1, t_idx: 99, r: "P2" }])];
    const group = groupFacts(["c"], "x", runs);
    const named = factChanges(
      list.facts("x", (id) => id, true),
      group,
      group,
      0,
    ).changes;
    assert.deepEqual(
      named.map(({ head, tail }) => [head, tail]),
      [["entity -1", "entity 99"]],
    );
    const bare = list.facts("x", (id) => id, false);
    const none = { ...group, predicted: [[]] };
    const { changes } = factChanges(bare, { ...group, predicted: [[1]] }, none, 0);
    assert.deepEqual(
      changes.map(({ head, tail, a, b }) => [head, tail, a, b]),
      [["entity 0", "entity 1", 1, 0]],
    );
  });

  it("leaves facts out of a page that would be too large, and says so", () => {
    const list = new FactList(goldOf([[{ h: 0, t: 1, r: "P1" }]]));
    const facts = { sets: [list.facts("x", (id) => id, true)], groups: [] };
    const small = factsMarkup({ facts }, 1_000_000);
    assert.match(small, /data-lacks="">[A-Za-z0-9+/=]+</);
    const large = factsMarkup({ facts }, 1_500_000);
    assert.match(large, /data-lacks="the page would be larger than 1.5 MB with them"><\/script>/);
    const none = factsMarkup({ withoutFacts: "a report of one table has them" }, 0);
    assert.match(none, /data-lacks="a report of one table has them"><\/script>/);
  });

  it("says nothing of documents where a result does not", () => {
    const result = scoredBy([[]], [[]]);
    const { documents, ...old } = result;
    assert.ok(documents !== undefined);
    assert.equal(errorGroup(["c"], [result, old]).documents, null);
  });

  it("leaves out documents, then relations, of a page that has no room for them", () => {
    const group = (count: number): ErrorGroup => ({
      ...{ cells: ["c"], set: "x", runs: 1, relations: { P1: [1, 1, 1] } },
      documents: Array.from({ length: count }, (_, at) => [at ** 2, at ** 3 % 7919, at] as const),
    });
    const small = pageErrors([group(10)], 1);
    assert.deepEqual([unpacked(small.groups), small.lacks], [[group(10)], ""]);
    const large = pageErrors([group(100_000)], 1);
    assert.equal(large.lacks, "documents");
    assert.deepEqual(unpacked(large.groups), [{ ...group(0), documents: null }]);
    const crowded = pageErrors([group(100_000)], 1_000_000);
    assert.deepEqual([unpacked(crowded.groups), crowded.lacks], [[], "documents and relations"]);
  });
});
