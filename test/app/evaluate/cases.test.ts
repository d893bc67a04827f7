import assert from "node:assert/strict";
import { truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import {
  evaluate,
  type EvaluateRequest,
  type Evaluation,
} from "../../../src/app/evaluate/evaluate.js";
import { AmtlError, describeError } from "../../../src/base/errors.js";
import { withFiles } from "../../check/temporary.js";
import { zipped } from "./zipped.js";

const mention = (name: string, sent_id: number, from: number, type = "LOC") => ({
  ...{ name, sent_id, type },
  pos: [from, from + 1],
});
const label = (h: number, t: number, r: string, evidence: readonly number[] = []) => ({
  ...{ h, t, r, evidence },
});
const document = (title: string, ...labels: readonly object[]) => ({
  title,
  sents: [
    ["Oslo", "is", "in", "Norway", "."],
    ["Ibsen", "was", "Norwegian", "."],
  ],
  vertexSet: [
    [mention("Oslo", 0, 0)],
    [mention("Norway", 0, 3), mention("Norwegian", 1, 2)],
    [mention("Ibsen", 1, 0, "PER")],
  ],
  labels,
});
const fact = (h_idx: number, t_idx: number, r: string, title = "one") => ({
  ...{ title, h_idx, t_idx, r },
});

const LABELS = [label(0, 1, "P17", [0]), label(2, 1, "P27", [1]), label(1, 0, "P150", [0])];
const gold = [document("one", ...LABELS)];
const train = [document("two", label(0, 1, "P17", [0]))];
const right = [fact(0, 1, "P17"), fact(2, 1, "P27")];

const REQUEST = { predictions: "pred.json", gold: "gold.json", train: "train.json" };

type Change = Partial<Omit<EvaluateRequest, "train"> & { readonly train: string | null }>;

/** Evaluates files of a temporary folder; `train: null` gives no training file. */
async function score(
  files: Readonly<Record<string, unknown>>,
  change: Change = {},
  prepare: (folder: string) => Promise<void> = () => Promise.resolve(),
): Promise<Evaluation> {
  let found: Evaluation | undefined;
  const all = { "gold.json": gold, "train.json": train, "pred.json": right, ...files };
  await withFiles(all, async (folder) => {
    await prepare(folder);
    const { train: facts, distant, ...rest } = { ...REQUEST, ...change };
    const at = (name: string): string => join(folder, name);
    found = await evaluate({
      ...rest,
      ...{ predictions: at(rest.predictions), gold: at(rest.gold) },
      ...(facts !== null && { train: at(facts) }),
      ...(distant !== undefined && { distant: at(distant) }),
    });
  });
  return found!;
}

const binary = (name: string, bytes: Buffer) => (folder: string) =>
  writeFile(join(folder, name), bytes);

/** What two right predictions of three facts give. */
function isUsual({ metrics, counts }: Evaluation): void {
  assert.deepEqual(counts, { gold: 3, submitted: 2, correct: 2, ignored: 1 });
  assert.ok(Math.abs(metrics.f1 - 80) < 1e-9);
}

const refused = (call: Promise<unknown>, ...parts: readonly RegExp[]): Promise<void> =>
  assert.rejects(call, (error) => {
    assert.ok(error instanceof AmtlError && error.exitCode === 2, String(error));
    for (const part of parts) assert.match(describeError(error), part);
    return true;
  });

const only = ({ findings }: Evaluation) =>
  findings.map(({ kind, count, line, field, value }) => ({ kind, count, line, field, value }));

describe("evaluate: gpt_labels", () => {
  const added = [{ ...gold[0], gpt_labels: [{ h: 1, t: 2, r: "P17", score: 0.7 }] }];
  const all = [...right, fact(1, 0, "P150")];
  const files = { "gold.json": added, "pred.json": all };

  it("are no gold facts", async () => {
    const { counts, metrics, sources } = await score(files);
    assert.deepEqual([counts.gold, metrics.f1], [3, 100]);
    assert.deepEqual(sources.gold.added, { count: 1, isCounted: false });
  });

  it("are gold facts where that is asked for", async () => {
    const { counts, metrics } = await score(files, { gptLabels: ["gold"] });
    assert.deepEqual([counts.gold, metrics.recall], [4, 75]);
  });

  it("are no training facts, but where that is asked for", async () => {
    const trained = [{ ...train[0], gpt_labels: [{ h: 2, t: 1, r: "P27", score: 0.9 }] }];
    const given = { "train.json": trained };
    assert.equal((await score(given)).counts.ignored, 1);
    assert.equal((await score(given, { gptLabels: ["train"] })).counts.ignored, 2);
  });
});

describe("evaluate: training files", () => {
  it("are not needed for F1", async () => {
    const { metrics, counts } = await score({}, { train: null });
    assert.ok(Math.abs(metrics.f1 - 80) < 1e-9);
    assert.deepEqual([metrics.ignF1, counts.ignored], [null, null]);
  });

  it("may repeat titles", async () => {
    const twice = [...train, document("two", label(2, 1, "P27"))];
    assert.equal((await score({ "train.json": twice })).counts.ignored, 2);
  });

  const useless: readonly (readonly [string, unknown, RegExp])[] = [
    ["an empty list", [], /no document/],
    ["nothing at all", "", /no document/],
    [
      "documents without labels",
      [{ ...document("two"), labels: undefined }],
      /none of them labelled/,
    ],
    ["documents with empty labels", [document("two")], /1 document without a fact/],
    [
      "gpt_labels alone",
      [{ ...document("two"), gpt_labels: [{ h: 0, t: 1, r: "P17" }] }],
      /--gpt-labels train/,
    ],
    [
      "empty columns of labels",
      [{ ...document("two"), labels: { head: [], tail: [], relation_id: [] } }],
      /without a fact/,
    ],
    [
      "another data set",
      [document("two", label(0, 1, "citizen_of"))],
      /another data set[^]*citizen_of/,
    ],
    ["name triples of another data set", [["Oslo", "Norway", "in0"]], /another data set/],
  ];
  for (const [what, content, why] of useless) {
    it(`are refused where Ign-F1 would be F1: ${what}`, () =>
      refused(score({ "x.json": content }, { train: "x.json" }), /x\.json/, why));
    it(`are refused as distant facts, too: ${what}`, () =>
      refused(score({ "x.json": content }, { distant: "x.json" }), /x\.json/, why));
  }

  it("say how many gold documents they share", async () => {
    assert.equal((await score({}, { train: "gold.json" })).sources.shared, 1);
  });
});

describe("evaluate: forms of files", () => {
  const lines = (values: readonly object[]): string =>
    values.map((value) => `${JSON.stringify(value)}\n`).join("");
  const columns = (values: readonly Readonly<Record<string, unknown>>[]): object =>
    Object.fromEntries(Object.keys(values[0]).map((key) => [key, values.map((row) => row[key])]));
  const labelColumns = {
    ...{ head: [0, 2, 1], tail: [1, 1, 0], relation_id: ["P17", "P27", "P150"] },
    ...{ relation_text: ["", "", ""], evidence: [[0], [1], [0]] },
  };
  const rowsOf = (table: Readonly<Record<string, readonly unknown[]>>): readonly object[] =>
    table.head.map((_, row) =>
      Object.fromEntries(Object.entries(table).map(([name, column]) => [name, column[row]])),
    );
  const numbered = (table: object): object =>
    Object.fromEntries(
      Object.entries(table).map(([name, column]) => [
        name,
        Object.fromEntries((column as readonly unknown[]).entries()),
      ]),
    );
  const huggingFace = { ...gold[0], labels: labelColumns };

  const forms: readonly (readonly [string, Readonly<Record<string, unknown>>])[] = [
    ["documents a line", { "gold.json": lines(gold), "train.json": lines(train) }],
    ["predictions a line", { "pred.json": lines(right) }],
    [
      "lines with Windows ends and blank ones",
      { "pred.json": lines(right).replaceAll("\n", "\r\n\n") },
    ],
    ["one indented document that is no list", { "gold.json": JSON.stringify(gold[0], null, 2) }],
    ["Hugging Face's columns of labels", { "gold.json": [huggingFace] }],
    ["a line with Hugging Face's columns", { "gold.json": lines([huggingFace]) }],
    ["columns of predictions", { "pred.json": columns(right) }],
    ["columns of documents", { "gold.json": columns(gold) }],
    [
      "columns of mentions",
      { "gold.json": [{ ...gold[0], vertexSet: gold[0].vertexSet.map(columns) }] },
    ],
    [
      "name triples a line",
      {
        "train.json": lines([
          ["Oslo", "Norway", "P17"],
          ["a", "b", "P1"],
        ]),
      },
    ],
    [
      "Hugging Face's names in a list",
      { "gold.json": [{ ...gold[0], labels: rowsOf(labelColumns) }] },
    ],
    [
      "columns of labels with DocRED's names",
      { "gold.json": [{ ...gold[0], labels: columns(LABELS) }] },
    ],
    [
      "columns as pandas writes them",
      { "gold.json": numbered(columns(gold)), "pred.json": numbered(columns(right)) },
    ],
    ["a byte order mark", { "pred.json": `\ufeff${JSON.stringify(right)}` }],
    ["a score that is NaN", { "pred.json": JSON.stringify(right).replace("}", ',"score":NaN}') }],
  ];
  for (const [what, files] of forms) {
    it(`reads ${what}`, async () => {
      isUsual(await score(files));
    });
  }

  const text = Buffer.from(JSON.stringify(right));
  const packed: readonly (readonly [string, Buffer])[] = [
    ["gzip", gzipSync(text)],
    [
      "gzip in two parts",
      Buffer.concat([gzipSync(text.subarray(0, 9)), gzipSync(text.subarray(9))]),
    ],
    ["a zip with one file of any name", zipped({ "out.txt": text })],
    ["a zip with result.json", zipped({ "result.json": text, "notes.json": Buffer.from("{}") })],
    [
      "a zip of a Mac",
      zipped({ "a/result.json": text, "__MACOSX/a/._result.json": Buffer.from("x") }),
    ],
    ["gzip in gzip", gzipSync(gzipSync(text))],
    ["gzip in a zip in a zip", zipped({ "a.zip": zipped({ "result.json.gz": gzipSync(text) }) })],
    ["a zip in gzip", gzipSync(zipped({ "result.json": text }))],
    ["UTF-16 without a mark", Buffer.from(text.toString(), "utf16le")],
    ["UTF-16 of the other order without one", Buffer.from(text.toString(), "utf16le").swap16()],
    ["UTF-16 of PowerShell", Buffer.from(`\ufeff${text.toString()}`, "utf16le")],
  ];
  for (const [what, bytes] of packed) {
    it(`reads ${what}`, async () => {
      isUsual(await score({}, { predictions: "x" }, binary("x", bytes)));
    });
  }

  const zip = zipped({ "result.json": text });
  const told: readonly (readonly [string, Buffer, ...RegExp[]])[] = [
    [
      "a zip with two files",
      zipped({ "a.json": text, "b.json": text }),
      /a\.json, b\.json/,
      /unzip/,
    ],
    ["an empty zip", zipped({}), /no file/],
    ["a zip that is cut short", zip.subarray(0, zip.length - 9), /Damaged zip/],
    ["a zip with a changed byte", Buffer.from(zip).fill(0x5e, 42, 43), /Damaged zip/],
    ["gzip that is cut short", gzipSync(text).subarray(0, 30), /Damaged gzip/],
    [
      "gzip in gzip in gzip in gzip",
      [1, 2, 3, 4].reduce((all) => gzipSync(all), text),
      /too often/,
    ],
    ["UTF-32", Buffer.from([...text].flatMap((byte) => [byte, 0, 0, 0])), /UTF-32/, /iconv/],
    ["CSV", Buffer.from("title,h_idx,t_idx,r\none,0,1,P17\n"), /CSV/, /read_csv/],
    [
      "a list under a name",
      Buffer.from(`{"predictions": ${text.toString()}}`),
      /"predictions" alone/,
    ],
    ["Parquet", Buffer.from("PAR1...."), /Parquet/, /to_json/],
    ["a pickle", Buffer.from([0x80, 4, 0x95, 0x2e]), /pickle/, /json\.dump/],
    ["Latin-1", Buffer.from('[\n"caf\xe9"]', "latin1"), /not text/, /line 2/, /iconv/],
    ["a page", Buffer.from("<!DOCTYPE html>"), /Web page/, /raw/],
    ["a Git LFS pointer", Buffer.from("version https://git-lfs.github.com/spec/v1\n"), /LFS/],
  ];
  for (const [what, bytes, ...parts] of told) {
    it(`tells ${what}`, () =>
      refused(score({}, { predictions: "x" }, binary("x", bytes)), ...parts));
  }

  it("tells a file that is too large for one text, whatever it is given for", async () => {
    const make = async (folder: string): Promise<void> => {
      await writeFile(join(folder, "big"), "");
      await truncate(join(folder, "big"), 540_000_003);
    };
    for (const field of ["predictions", "gold", "train"] as const) {
      await refused(score({}, { [field]: "big" }, make), /too large/, /512 MiB/, /540000003/);
    }
  });

  it("tells documents under a name, and columns of labels that do not fit", async () => {
    await refused(score({ "gold.json": { data: gold } }), /field "data" alone/);
    const labels = { ...labelColumns, head: [0] };
    await refused(score({ "gold.json": [{ ...gold[0], labels }] }), /columns head, tail/);
  });

  it("reads no NaN as a title, a relation or an entity", async () => {
    const text = JSON.stringify(gold).replace('"P17"', "NaN");
    await refused(score({ "gold.json": text }), /labels\[0\]\.r/, /NaN/);
    for (const field of ["title", "r", "t_idx"]) {
      const one = JSON.stringify({ ...right[0], [field]: "?" }).replace('"?"', "-Infinity");
      await refused(score({ "pred.json": one }), new RegExp(`field ${field}`), /NaN or Infinity/);
    }
  });

  it("tells a folder, and exchanged files", async () => {
    await refused(score({}, { gold: "." }), /a folder/);
    await refused(
      score({}, { predictions: "gold.json", train: null }),
      /give the predictions first/,
    );
    await refused(score({}, { gold: "pred.json" }), /not a prediction/);
  });
});

describe("evaluate: predictions that cannot be right", () => {
  const found = async (predictions: unknown): Promise<Evaluation> =>
    score({ "pred.json": JSON.stringify(predictions, null, 1) });
  const meant = ({ findings }: Evaluation): string => findings.at(0)?.meant ?? "";

  it("name relations as rel_info.json does", async () => {
    const evaluation = await found([fact(0, 1, "country"), fact(2, 1, "countryofcitizenship")]);
    assert.deepEqual(only(evaluation), [
      { kind: "unknown-relation", count: 2, line: 2, field: "r", value: "country" },
    ]);
    assert.match(meant(evaluation), /P17/);
    assert.match(meant(await found([fact(2, 1, "Country of citizenship")])), /P27/);
  });

  it("name relations in lower case, as addresses, as classes, or misspelt", async () => {
    for (const [r, id] of [
      ["p17", /P17/],
      ["http://www.wikidata.org/entity/P27", /P27/],
      ["1", /P17/],
      ["0", /no relation/],
    ] as const) {
      const evaluation = await found([fact(0, 1, r)]);
      assert.deepEqual(only(evaluation)[0].kind, "unknown-relation");
      assert.match(meant(evaluation), id);
    }
    assert.match(meant(await found([fact(0, 1, "P9999")])), /none of .*DocRED's relations/);
  });

  it("name no relation", async () => {
    for (const r of ["Na", "NA", "no_relation", "None", ""]) {
      assert.deepEqual(only(await found([right[0], fact(0, 1, r)])), [
        { kind: "no-relation", count: 1, line: 8, field: "r", value: r },
      ]);
    }
  });

  it("leave relations of the data set and of the training facts alone", async () => {
    const known = await score({
      "train.json": [document("two", label(0, 1, "P17"), label(0, 1, "own"))],
      "pred.json": [fact(0, 1, "P6"), fact(0, 2, "own")],
    });
    assert.deepEqual(known.findings, []);
  });

  it("name entities that are not there; from 1, where that explains it", async () => {
    const evaluation = await found([fact(1, 2, "P17"), fact(3, 2, "P27"), fact(-1, 0, "P17")]);
    assert.deepEqual(only(evaluation), [
      { kind: "unknown-entity", count: 1, line: 8, field: "h_idx", value: "3" },
      { kind: "negative-entity", count: 1, line: 14, field: "h_idx", value: "-1" },
    ]);
    assert.match(meant(evaluation), /counted from 1/);
    assert.match(meant(await found([...right, fact(0, 9, "P17")])), /another version/);
  });

  it("would be right counted from 1, or exchanged, though nothing else is wrong", async () => {
    const from1 = await found([fact(1, 2, "P17")]);
    assert.deepEqual(only(from1), [
      { kind: "counted-from-1", count: 1, line: 2, field: "h_idx", value: "1" },
    ]);
    const exchanged = await found([fact(1, 0, "P17"), fact(1, 2, "P27")]);
    assert.deepEqual(
      only(exchanged).map(({ kind, count }) => [kind, count]),
      [["exchanged", 2]],
    );
    assert.deepEqual((await found(right)).findings, []);
  });

  it("are for documents without labels, or have evidence in sentences that are not there", async () => {
    const { sources } = await score({
      "gold.json": [...gold, { ...document("two"), labels: null }],
    });
    assert.equal(sources.gold.unlabelled, 1);
    const evidence = [
      { ...right[0], evidence: [0] },
      { ...right[1], evidence: [1, 2] },
    ];
    assert.deepEqual(only(await found(evidence))[0], {
      ...{ kind: "unknown-sentence", count: 1, line: 11, field: "evidence", value: "2" },
    });
  });

  it("have more than one thing wrong", async () => {
    const kinds = only(await found([fact(0, 9, "p17")])).map(({ kind }) => kind);
    assert.deepEqual(kinds, ["unknown-relation", "unknown-entity"]);
  });

  it("have the same head and tail, but where that is gold", async () => {
    assert.deepEqual(only(await found([fact(1, 1, "P17")]))[0].kind, "same-entity");
    const own = {
      "gold.json": [document("one", label(1, 1, "P17"))],
      "pred.json": [fact(1, 1, "P17")],
    };
    assert.deepEqual((await score(own)).findings, []);
  });

  it("name titles of the training file, or in other letters", async () => {
    assert.match(
      meant(await found([fact(0, 1, "P17", "two")])),
      /train\.json has 1 of these 1 titles/,
    );
    assert.match(meant(await found([fact(0, 1, "P17", " One")])), /"one"/);
  });

  it("hold numbers that are none in JSON", async () => {
    const text = JSON.stringify(right).replaceAll("}", ',"score":-Infinity}');
    assert.deepEqual(only(await score({ "pred.json": text })), [
      { kind: "no-number", count: 2, line: 1, field: "score", value: "-Infinity" },
    ]);
  });

  it("are refused where they are of another type", async () => {
    const numbers = [fact(0, 1, "P17"), { ...right[1], r: 2 }];
    await refused(found(numbers), /line 8, prediction 1, field r/, /1 of 2 predictions/, /rel2id/);
    await refused(found([{ ...right[0], h_idx: "0" }]), /without quotation marks/);
    await refused(found([{ title: "one", h: 0, t: 1, r: "P17" }]), /there is h, t/);
    await refused(found([{ ...right[0], title: 0 }]), /not its number/);
    await refused(found([{ ...right[0], evidence: ["0"] }]), /sentence numbers without quotation/);
    await refused(found({ one: [right[0]] }), /a list of such objects/);
    await refused(score({ "pred.json": '[{"title": "one", "h_idx": NaN}]' }), /h_idx[^]*NaN/);
  });
});
