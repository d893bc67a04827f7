import assert from "node:assert/strict";
import fc from "fast-check";
import type { DecoderSpec } from "../../../src/contract/decoder.js";
import { scoreBands } from "../../../src/scoring/bands.js";
import { analyseErrors, type ErrorAnalysis } from "../../../src/scoring/errors/analysis.js";
import type { ErrorDocument } from "../../../src/scoring/errors/facts.js";
import { judge } from "../../../src/scoring/judge.js";
import { keepScores, joinScores } from "../../../src/scoring/kept-scores.js";
import { summarise } from "../../../src/scoring/metrics.js";
import { nameTriples } from "../../../src/scoring/name-triples.js";
import { scoredFacts } from "../../../src/scoring/predictions.js";
import { goldLogits } from "../../../src/scoring/relation-scores.js";

const layout = {
  columns: [null, "P1", "P2", "P3", null, "P4", "P5"],
  segments: [
    { start: 0, end: 4 },
    { start: 4, end: 7 },
  ],
  lambda: 1,
};
const RANKING = ["P1", "P2", "P3", "P4", "P5", "P6"];
const decoder: DecoderSpec = { rule: "th", k: 1, threshold: "raw", factor: 1 };

interface Made {
  readonly document: ErrorDocument;
  readonly logits: Float32Array;
  readonly pairs: Int32Array;
  readonly positives: readonly (readonly number[])[];
}

const facts = (document: ErrorDocument) => document.facts.map(({ h, t, r }) => ({ h, t, r }));

/** What evaluations store of documents, and what the scorer says of them. */
function analysed(made: readonly Made[], unread: readonly number[] = []) {
  const parts = made.map(({ logits, pairs }) => keepScores(logits, pairs.length / 2, layout));
  const gold = made.flatMap(({ logits, positives }) =>
    goldLogits(logits, layout.columns.length, positives),
  );
  const kept = { ...joinScores(parts, 4), gold: Float32Array.from(gold) };
  const documents = made.map(({ document, pairs }) => ({ title: document.title, pairs }));
  const predictions = scoredFacts(kept, documents, layout, decoder)!;
  const truth = made.map(({ document }) => ({
    title: document.title,
    names: document.entities.map(() => []),
    facts: facts(document),
  }));
  const stored = {
    ...{ kept, layout, decoder },
    documents: made.map(({ pairs, positives }) => ({
      ...{ pairs, positives },
      isRead: (entity: number) => !unread.includes(entity),
    })),
  };
  const judgement = judge(predictions, truth, nameTriples([]));
  return {
    errors: analyseErrors(
      made.map(({ document }) => document),
      predictions,
      stored,
      RANKING,
    ),
    scores: summarise(judgement),
    bands: scoreBands(judgement, RANKING),
  };
}

/** A document of three entities in two sentences, with these facts and logits of its six pairs. */
function made(
  title: string,
  gold: readonly (readonly [number, number, string])[],
  logits: readonly number[],
): Made {
  const at = (sentence: number, start: number) => ({ sentence, start, end: start + 1 });
  const document: ErrorDocument = {
    title,
    sentences: [10, 10],
    entities: [[at(0, 0)], [at(0, 5), at(1, 0)], [at(1, 4)]],
    facts: gold.map(([h, t, r]) => ({ h, t, r })),
  };
  const all = [0, 1, 2].flatMap((h) => [0, 1, 2].filter((t) => t !== h).map((t) => [h, t]));
  const columnsOf = ([h, t]: readonly number[]): number[] => {
    const own = gold.filter((fact) => fact[0] === h && fact[1] === t);
    const columns = own.map(([, , r]) => layout.columns.indexOf(r)).filter((column) => column > 0);
    return [...new Set(columns)];
  };
  const first = all.filter((pair) => columnsOf(pair).length > 0);
  const order = [...first, ...all.filter((pair) => !first.includes(pair))];
  const rows = order.flatMap(([h, t]) => {
    const from = all.findIndex((pair) => pair[0] === h && pair[1] === t) * 7;
    return logits.slice(from, from + 7);
  });
  return {
    ...{ document, logits: Float32Array.from(rows), pairs: Int32Array.from(order.flat()) },
    positives: first.map(columnsOf),
  };
}

const ZERO = Array<number>(42).fill(0);
/** Logits that are 0 but for those of pairs (0 to 5: 0-1, 0-2, 1-0, 1-2, 2-0, 2-1). */
function with_(
  ...set: readonly (readonly [pair: number, column: number, value: number])[]
): number[] {
  const logits = [...ZERO];
  for (const [pair, column, value] of set) logits[pair * 7 + column] = value;
  return logits;
}

const sums = (groups: ErrorAnalysis["relations"]) =>
  (["gold", "submitted", "correct"] as const).map((field) =>
    groups.reduce((sum, group) => sum + group[field], 0),
  );

describe("error analysis", () => {
  it("tells why gold facts were missed", () => {
    const gold = [
      [0, 1, "P1"],
      [0, 1, "P2"],
      [0, 2, "P4"],
      [1, 0, "P6"],
      [2, 0, "P5"],
    ] as const;
    // P2 is above its threshold, but the cap leaves only the best of its segment.
    const logits = with_([0, 1, 3], [0, 2, 2], [1, 5, -0.75], [4, 6, -3]);
    const { errors } = analysed([made("a", gold, logits)]);
    assert.deepEqual(errors.misses, { below: 2, capped: 1, truncated: 0, unknown: 1, unscored: 0 });
    assert.deepEqual(
      errors.below.filter(({ count }) => count > 0).map(({ name, count }) => [name, count]),
      [
        ["0.5-1", 1],
        ["2-4", 1],
      ],
    );
    const { misses } = analysed([made("a", gold, logits)], [2]).errors;
    assert.deepEqual(misses, { below: 0, capped: 1, truncated: 2, unknown: 1, unscored: 0 });
  });

  it("counts what was predicted in place of what", () => {
    const gold = [
      [0, 1, "P1"],
      [0, 2, "P4"],
    ] as const;
    const { errors } = analysed([
      made("a", gold, with_([0, 2, 1], [4, 5, 1])),
      made("b", gold, with_([0, 2, 1])),
    ]);
    assert.deepEqual(errors.confusions, [
      { gold: "P1", predicted: "P2", exchanged: false, count: 2 },
      { gold: "P4", predicted: "P4", exchanged: true, count: 1 },
    ]);
  });

  it("divides facts by sentence, mentions and distance", () => {
    const gold = [
      [0, 1, "P1"],
      [0, 2, "P1"],
      [2, 1, "P1"],
    ] as const;
    const { errors } = analysed([made("a", gold, with_([0, 1, 1]))]);
    const golds = (groups: ErrorAnalysis["relations"]) =>
      groups.filter((group) => group.gold > 0).map(({ name, gold: count }) => [name, count]);
    assert.deepEqual(golds(errors.sentences), [
      ["intra-sentence", 2],
      ["inter-sentence", 1],
    ]);
    assert.deepEqual(golds(errors.mentions), [
      ["2 mentions", 1],
      ["3 mentions", 2],
    ]);
    assert.deepEqual(golds(errors.distances), [
      ["0-4 words", 2],
      ["10-19 words", 1],
    ]);
  });

  it("sums up to what the scorer counts, whatever was predicted", () => {
    const fact = fc
      .tuple(fc.nat(2), fc.nat(2), fc.constantFrom(...RANKING))
      .filter(([h, t]) => h !== t);
    const document = fc.record({
      gold: fc.array(fact, { maxLength: 8 }),
      logits: fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 42, maxLength: 42 }),
    });
    fc.assert(
      fc.property(fc.array(document, { minLength: 1, maxLength: 4 }), (all) => {
        const documents = all.map(({ gold, logits }, at) => made(`d${at}`, gold, logits));
        const { errors, scores, bands } = analysed(documents);
        const { gold, submitted, correct } = scores.counts;
        for (const groups of [
          [errors.all],
          errors.relations,
          errors.sentences,
          errors.mentions,
          errors.distances,
        ])
          assert.deepEqual(sums(groups), [gold, submitted, correct]);
        assert.equal(errors.all.f1, scores.metrics.f1);
        for (const { name, gold: g, submitted: s, correct: c } of errors.relations)
          assert.deepEqual({ gold: g, submitted: s, correct: c }, scores.perRelation[name]);
        for (const { name, f1 } of errors.bands)
          assert.equal(f1, bands[name as keyof typeof bands].metrics.f1);
        const missed = Object.values(errors.misses).reduce((sum, count) => sum + count, 0);
        assert.equal(missed, gold - correct);
        const below = errors.below.reduce((sum, { count }) => sum + count, 0);
        assert.equal(below, errors.misses.below);
        assert.equal(errors.misses.unscored, 0);
      }),
    );
  });
});
