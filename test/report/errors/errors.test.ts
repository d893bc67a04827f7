import assert from "node:assert/strict";
import fc from "fast-check";
import type { EvalResult } from "../../../src/contract/result.js";
import { errorChanges, type Changed } from "../../../src/report/errors/changes.js";
import { errorGroup, type Counts, type ErrorGroup } from "../../../src/report/errors/group.js";
import { pageErrors } from "../../../src/report/page/errors.js";
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

const scoredBy = (gold: readonly (readonly Fact[])[], predicted: typeof gold): EvalResult =>
  evalResultOf(
    SET,
    predicted.flatMap((all, at) =>
      all.map(({ h, t, r }) => ({ title: `document ${at}`, h_idx: h, t_idx: t, r })),
    ),
    { pairs: 0, thresholdMean: 0 },
    gold.map((all, at) => ({
      title: `document ${at}`,
      names: Array.from({ length: 8 }, (_, entity) => [`name ${entity}`]),
      facts: all,
    })),
    RELATIONS,
    nameTriples([]),
  );

/** What the scorer says of four runs on one set of documents. */
const fourRuns = fc.integer({ min: 1, max: 6 }).chain((count) => {
  const all = fc.array(facts, { minLength: count, maxLength: count });
  const runs = fc.array(all, { minLength: 4, maxLength: 4 });
  return fc.tuple(all, runs).map(([gold, each]) => each.map((run) => scoredBy(gold, run)));
});

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
