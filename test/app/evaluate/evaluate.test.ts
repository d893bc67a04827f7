import assert from "node:assert/strict";
import { join } from "node:path";
import {
  evaluate,
  type EvaluateRequest,
  type Evaluation,
} from "../../../src/app/evaluate/evaluate.js";
import { AmtlError, describeError } from "../../../src/base/errors.js";
import { withFiles } from "../../check/temporary.js";

const mention = (name: string) => [{ name, sent_id: 0, pos: [0, 1], type: "LOC" }];
const documentOf = (title: string, labels: object[] | undefined) => ({
  title,
  sents: [["Oslo", "is", "in", "Norway"]],
  vertexSet: ["Oslo", "Norway", "Ibsen"].map(mention),
  ...(labels === undefined ? {} : { labels }),
});
const label = (h: number, t: number, r: string) => ({ h, t, r, evidence: [] });
const prediction = (h: number, t: number, r: string, title = "one") => ({
  title,
  h_idx: h,
  t_idx: t,
  r,
});

const gold = [documentOf("one", [label(0, 1, "P17"), label(2, 1, "P27")])];
const train = [documentOf("two", [label(0, 1, "P17")])];
const predictions = [
  prediction(0, 1, "P17"),
  prediction(2, 1, "P27"),
  { ...prediction(1, 0, "P17"), score: 2.5 },
  prediction(0, 1, "P17", "nowhere"),
];
const files = {
  "gold.json": gold,
  "train.json": train,
  "names.json": [["Oslo", "Norway", "P17"]],
  "works.json": [["Oslo", "Norway", "works_for"]],
  "array.json": predictions,
  "lines.ndjson": predictions.map((one) => JSON.stringify(one)).join("\n"),
};

const REQUEST = { predictions: "array.json", gold: "gold.json", train: "train.json" };

/** Scores files of a temporary folder that holds `more`, too. */
async function score(
  change: Partial<EvaluateRequest> = {},
  more: Readonly<Record<string, unknown>> = {},
): Promise<Evaluation> {
  let found: Evaluation | undefined;
  await withFiles({ ...files, ...more }, async (folder) => {
    const { predictions, gold, train = REQUEST.train, bands } = { ...REQUEST, ...change };
    const at = (name: string): string => join(folder, name);
    found = await evaluate({
      ...{ predictions: at(predictions), gold: at(gold), train: at(train), bands },
    });
  });
  return found!;
}

describe("evaluate", () => {
  it("counts distinct facts and gives the official metrics", async () => {
    const { documents, predictions, findings, counts, metrics, perRelation, bands } = await score();
    assert.deepEqual([documents, predictions, bands], [1, 4, null]);
    assert.deepEqual(
      findings.map(({ kind, count }) => [kind, count]),
      [["unknown-title", 1]],
    );
    assert.deepEqual(counts, { gold: 2, submitted: 4, correct: 2, ignored: 1 });
    // P_ign = 1 / (3 + 1e-5), Ign-F1 = 2·P_ign / (P_ign + 1).
    const ignored = 1 / (3 + 1e-5);
    const expected = {
      precision: 50,
      recall: 100,
      f1: 200 / 3,
      ignF1: (200 * ignored) / (ignored + 1),
    };
    for (const [name, value] of Object.entries(expected)) {
      assert.ok(Math.abs(metrics[name as keyof typeof expected]! - value) < 1e-12, name);
    }
    assert.deepEqual(perRelation, {
      P17: { gold: 1, submitted: 3, correct: 1 },
      P27: { gold: 1, submitted: 1, correct: 1 },
    });
  });

  it("gives the same for an array, for lines, for training documents and for name triples", async () => {
    const lines = await score({ predictions: "lines.ndjson", train: "names.json" });
    const { sources, findings, ...same } = await score();
    assert.deepEqual({ ...lines, sources, findings }, { ...same, sources, findings });
  });

  it("scores each band when asked, by the authors' ranking where the relations are DocRED's", async () => {
    const { bands } = await score({ bands: true });
    assert.deepEqual(Object.keys(bands?.scores ?? {}), ["head-10", "mid-76", "tail-20", "tail-10"]);
    assert.match(bands?.ranking ?? "", /authors' ranking/);
    // P17 and P27 are among the ten most frequent.
    assert.deepEqual(bands?.scores["head-10"].counts.gold, 2);
    assert.deepEqual(bands.scores["tail-20"].counts.gold, 0);
  });

  it("ranks other relations by their frequency in the training documents", async () => {
    const [gold, train] = ["one", "two"].map((title) => [
      documentOf(title, [label(0, 1, "works_for"), label(1, 0, "employs")]),
    ]);
    const { bands } = await score(
      { bands: true, gold: "x.json", train: "y.json" },
      { "x.json": gold, "y.json": train },
    );
    assert.match(bands?.ranking ?? "", /^their frequency in .*y\.json$/);
  });

  it("scores a system that predicts nothing", async () => {
    const { metrics } = await score({ predictions: "none.json" }, { "none.json": "" });
    assert.deepEqual(metrics, { f1: 0, ignF1: 0, precision: 0, recall: 0 });
  });

  const bad: readonly (readonly [string, unknown, Partial<typeof REQUEST>, RegExp])[] = [
    ["a missing file", {}, { train: "absent.json" }, /absent\.json[^]*ENOENT/],
    [
      "a torn array",
      '[{"title": "one",\n "h_idx"',
      { predictions: "x.json" },
      /line 2, column \d+/,
    ],
    ["a torn line", '\n{"title": "o\n', { predictions: "x.json" }, /line 2, column \d+/],
    [
      "a wrong field",
      [prediction(0.5, 1, "P17")],
      { predictions: "x.json" },
      /prediction 0, field h_idx[^]*0\.5/,
    ],
    [
      "a field too few",
      '\n{"title": "one"}',
      { predictions: "x.json" },
      /line 2, field h_idx[^]*nothing/,
    ],
    ["something else", "[7]", { predictions: "x.json" }, /prediction 0[^]*an object[^]*7/],
    ["gold without labels", [documentOf("one", undefined)], { gold: "x.json" }, /no labels/],
    ["torn gold", '[{"title"', { gold: "x.json" }, /x\.json, line 1/],
    ["name triples of two", '[["a", "b"]]', { train: "x.json" }, /line 1[^]*three strings/],
    [
      "bands without frequencies",
      [documentOf("one", [label(0, 1, "works_for")])],
      { gold: "x.json", train: "works.json" },
      /Cannot rank relations/,
    ],
  ];
  for (const [title, content, wrong, message] of bad) {
    it(`refuses ${title}`, async () => {
      const call = score({ ...wrong, bands: true }, { "x.json": content });
      await assert.rejects(call, (error) => {
        assert.ok(error instanceof AmtlError && error.exitCode === 2, String(error));
        assert.match(describeError(error), message);
        return true;
      });
    });
  }
});
