import assert from "node:assert/strict";
import { textOf } from "../../../src/app/text/predict.js";
import { cutsOf } from "../../../src/app/predict/cuts.js";
import { predictedDocument, type PredictedDocument } from "../../../src/app/predict/relations.js";
import { submissionOf, zippedSubmission } from "../../../src/app/predict/submission.js";
import { unzipped } from "../../../src/corpus/read/unpack.js";
import type { Document } from "../../../src/contract/corpus/document.js";

const mention = (name: string, start: number) => [
  { name, sentence: 0, start, end: start + 1, type: "MISC" },
];
const document: Document = {
  title: "One",
  sentences: [["Ada", "Oslo", "Ada"]],
  entities: [mention("Ada", 0), mention("Oslo", 1), mention("Ada", 2)],
  facts: [
    { h: 0, t: 1, r: "P19", evidence: [0] },
    { h: 2, t: 1, r: "P20", evidence: [] },
  ],
};
const candidate = (h: number, t: number, r: string, score: number, predicted = true) => ({
  ...{ h, t, r, score, threshold: 1, predicted },
});
const found = [
  candidate(0, 1, "P19", 2),
  candidate(1, 0, "P17", 4),
  candidate(2, 0, "P1", 0, false),
];
const missed = [candidate(2, 1, "P20", 0.5, false)];
const all = { names: { P19: "place of birth" }, top: Infinity, least: -Infinity };

const predictions = (documents: readonly PredictedDocument[]) => ({
  ...{ trainId: "a".repeat(64), label: "a", engine: "e", documents, scores: null, cuts: [] },
});

describe("predicted relations", () => {
  it("come with names, margin and gold, the largest margin first", () => {
    const { relations, missed: lost } = predictedDocument(document, { found, missed }, all);
    assert.deepEqual(
      relations.map(({ head, relation, tail, margin, gold }) => [
        head,
        relation,
        tail,
        margin,
        gold,
      ]),
      [
        ["Oslo", "P17", "Ada", 3, false],
        ["Ada", "place of birth", "Oslo", 1, true],
        ["Ada", "P1", "Ada", -1, false],
      ],
    );
    assert.deepEqual(
      lost?.map(({ r, margin }) => [r, margin]),
      [["P20", -0.5]],
    );
  });

  it("say nothing of gold where the document has no labels", () => {
    const blind = predictedDocument({ ...document, facts: null }, { found, missed: [] }, all);
    assert.equal(blind.missed, null);
    assert.ok(blind.relations.every((relation) => !("gold" in relation)));
  });

  it("are as many and as sure as they are asked for", () => {
    const of = (change: object) =>
      predictedDocument(document, { found, missed }, { ...all, ...change }).relations.map(
        ({ r }) => r,
      );
    assert.deepEqual(of({ top: 1 }), ["P17"]);
    assert.deepEqual(of({ least: 1 }), ["P17", "P19"]);
  });

  it("are handed in as the leaderboard takes them, without what is not predicted", async () => {
    const made = predictedDocument(document, { found, missed }, all);
    const facts = submissionOf(predictions([made]));
    assert.deepEqual(facts, [
      { title: "One", h_idx: 1, t_idx: 0, r: "P17", evidence: [] },
      { title: "One", h_idx: 0, t_idx: 1, r: "P19", evidence: [] },
    ]);
    const zip = await zippedSubmission(JSON.stringify(facts), "result.json");
    assert.match(zip.toString("latin1"), /result\.json/);
    assert.deepEqual(JSON.parse((await unzipped(zip, "result.zip")).toString()), facts);
  });

  it("are a table of 80 columns, with what was missed and entities of one name told apart", () => {
    const columns = process.env.COLUMNS;
    process.env.COLUMNS = "80";
    try {
      const text = textOf(predictions([predictedDocument(document, { found, missed }, all)]));
      assert.match(text, /^One: 3 entities, 2 relations \(1 right\), 1 missed\n/);
      assert.match(text, /Ada \(0\) → place of birth \(P19\) → Oslo .* right/);
      assert.match(text, /Oslo → P17 → Ada \(0\) .* wrong/);
      assert.match(text, /Ada \(2\) → P1 → Ada \(0\) .* below/);
      assert.match(text, /Ada \(2\) → P20 → Oslo .* -0\.50 .* missed/);
      assert.ok(text.split("\n").every((line) => line.length <= 80));
    } finally {
      if (columns === undefined) delete process.env.COLUMNS;
      else process.env.COLUMNS = columns;
    }
  });

  it("of a document without a pair are none, and it says why", () => {
    const alone = { ...document, entities: document.entities.slice(0, 1), facts: null };
    const text = textOf(predictions([predictedDocument(alone, { found: [], missed: [] }, all)]));
    assert.equal(text, "One: 1 entity, 0 relations: there is no pair of entities\n");
  });
});

describe("documents that are longer than a model reads", () => {
  it("are counted with the entities of which nothing is read", () => {
    const features = (length: number, ...starts: readonly (readonly number[])[]) => ({
      title: `of ${length}`,
      inputIds: new Int32Array(length),
      entityPositions: starts.map((all) => all.map((start) => [start, start + 1] as const)),
      pairs: new Int32Array(0),
      positives: [],
    });
    assert.deepEqual(cutsOf([features(8, [1], [9]), features(10, [1, 20], [8], [9, 12])], 10), [
      { title: "of 10", read: 10, entities: 3, unread: 1 },
    ]);
  });
});
