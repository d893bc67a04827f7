import assert from "node:assert/strict";
import { join } from "node:path";
import { AmtlError, describeError } from "../../src/base/errors.js";
import { output } from "../../src/cli/output.js";
import command from "../../src/cli/commands/eval/command.js";
import { withFiles } from "../check/temporary.js";
import { runCommand } from "../support/command.js";

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
  "array.json": predictions,
  "lines.ndjson": predictions.map((one) => JSON.stringify(one)).join("\n"),
};

interface Output {
  readonly counts: object;
  readonly metrics: { readonly f1: number; readonly ignF1: number };
  readonly bands?: object;
  readonly perRelation?: object;
}

describe("cli/eval", () => {
  const evaluate = (
    more: Readonly<Record<string, unknown>>,
    words: readonly string[],
    use: (result: Awaited<ReturnType<typeof runCommand>>) => void,
  ) =>
    withFiles({ ...files, ...more }, async (folder) => {
      const inFolder = words.map((word) => (word.includes(".") ? join(folder, word) : word));
      use(await runCommand("eval", ...inFolder));
    });
  const truth = ["--gold", "gold.json", "--train", "train.json"];

  it("prints the official numbers with their counts", async () => {
    await evaluate({}, ["array.json", ...truth], ({ code, stdout, stderr }) => {
      assert.equal(code, 0, stderr);
      const row = stdout.split("\n").find((line) => line.includes("all"))!;
      // P = 2/4, R = 2/2; in training: one. P_ign = 1/(3 + 1e-5), Ign-F1 = 2·P_ign / (P_ign + 1).
      assert.deepEqual(row.match(/[\d.]+/g), [
        "50.00",
        "100.00",
        "66.67",
        "50.00",
        "2",
        "4",
        "2",
        "1",
      ]);
      assert.match(stderr, /1 of 4 predictions name a title/);
    });
  });

  it("gives the same for an array, for lines, for training documents and for name triples", async () => {
    const outputs: string[] = [];
    for (const words of [
      ["array.json", "--gold", "gold.json", "--train", "train.json"],
      ["lines.ndjson", "--gold", "gold.json", "--train", "names.json"],
    ]) {
      await evaluate({}, [...words, "--json", "--per-relation"], ({ stdout }) => {
        outputs.push(stdout);
      });
    }
    assert.equal(outputs[0], outputs[1]);
    const { counts, metrics, perRelation } = JSON.parse(outputs[0]) as Output;
    assert.deepEqual(counts, { gold: 2, submitted: 4, correct: 2, ignored: 1 });
    assert.ok(Math.abs(metrics.f1 - 200 / 3) < 1e-12);
    assert.deepEqual(perRelation, {
      P17: { gold: 1, submitted: 3, correct: 1 },
      P27: { gold: 1, submitted: 1, correct: 1 },
    });
  });

  it("prints bands and relations when asked", async () => {
    const words = ["array.json", ...truth, "--bands", "--per-relation"];
    await evaluate({}, words, ({ code, stdout }) => {
      assert.equal(code, 0);
      for (const part of ["head-10", "mid-76", "tail-20", "tail-10", "P27", "authors' ranking"]) {
        assert.ok(stdout.includes(part), part);
      }
    });
  });

  it("scores a system that predicts nothing", async () => {
    await evaluate({ "none.json": "" }, ["none.json", ...truth, "--json"], ({ code, stdout }) => {
      assert.equal(code, 0);
      const { metrics } = JSON.parse(stdout) as Output;
      assert.deepEqual(metrics, { f1: 0, ignF1: 0, precision: 0, recall: 0 });
    });
  });

  it("ends a bad call with exit code 2, one error and nothing on standard output", async () => {
    await evaluate({}, ["absent.json", ...truth], ({ code, stdout, stderr }) => {
      assert.equal(code, 2);
      assert.equal(stdout, "");
      assert.match(stderr, /absent\.json[^]*ENOENT/);
      assert.ok(!stderr.includes("    at "), "no stack");
    });
  });
});

describe("cli/eval: bad input", () => {
  const right = { predictions: "array.json", gold: "gold.json", train: "train.json" };
  const bad: readonly (readonly [string, unknown, Partial<typeof right>, RegExp])[] = [
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
    ["name triples of two", '[["a", "b"]]', { train: "x.json" }, /item 0[^]*three strings/],
    [
      "bands without frequencies",
      [documentOf("one", [label(0, 1, "works_for")])],
      { gold: "x.json", train: "names.json" },
      /how frequent/,
    ],
  ];
  for (const [title, content, wrong, message] of bad) {
    it(`refuses ${title}`, async () => {
      await withFiles({ ...files, "x.json": content }, async (folder) => {
        const paths = { ...right, ...wrong };
        const call = command.handler(
          {
            predictions: join(folder, paths.predictions),
            gold: join(folder, paths.gold),
            train: join(folder, paths.train),
            bands: true,
            "per-relation": false,
            json: false,
          },
          output,
        );
        await assert.rejects(call, (error) => {
          assert.ok(error instanceof AmtlError && error.exitCode === 2, String(error));
          assert.match(describeError(error), message);
          return true;
        });
      });
    });
  }
});
