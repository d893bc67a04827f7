import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { AmtlError } from "../../../src/base/errors.js";
import { parseDocuments, readDocuments } from "../../../src/corpus/read/reader.js";
import { type Raw, someDocument, toRaw } from "../documents.js";

const good = (): Raw => ({
  title: "T",
  sents: [
    ["A", "met", "B", "."],
    ["\u00a0", "A"],
  ],
  vertexSet: [
    [
      { name: "A", sent_id: 0, pos: [0, 1], type: "PER" },
      { name: "A", sent_id: 1, pos: [0, 2], type: "PER" },
    ],
    [{ name: "B", sent_id: 0, pos: [2, 3], type: "type::person" }],
  ],
  labels: [{ h: 0, t: 1, r: "P1", evidence: [0] }],
});

const parse = (...documents: unknown[]) => parseDocuments(JSON.stringify(documents), "f.json");

function whereOf(change: (raw: Raw) => void): string {
  const raw = good();
  change(raw);
  try {
    parse(raw);
  } catch (error) {
    assert.ok(error instanceof AmtlError);
    assert.equal(error.exitCode, 2);
    return error.details.where ?? "";
  }
  return assert.fail("it was accepted");
}

const impossible: readonly (readonly [string, (raw: Raw) => void, string])[] = [
  ["a sentence out of range", (d) => (d.vertexSet[0][1].sent_id = 2), "vertexSet[0][1].sent_id"],
  ["a negative sentence", (d) => (d.vertexSet[1][0].sent_id = -1), "vertexSet[1][0].sent_id"],
  ["start = end", (d) => (d.vertexSet[0][0].pos = [1, 1]), "vertexSet[0][0].pos"],
  ["start > end", (d) => (d.vertexSet[0][0].pos = [2, 1]), "vertexSet[0][0].pos"],
  ["an end beyond the sentence", (d) => (d.vertexSet[0][0].pos = [3, 5]), "vertexSet[0][0].pos"],
  ["half a word", (d) => (d.vertexSet[0][0].pos = [0, 0.5]), "vertexSet[0][0].pos"],
  ["three offsets", (d) => (d.vertexSet[0][0].pos = [0, 1, 2]), "vertexSet[0][0].pos"],
  ["an entity without mentions", (d) => (d.vertexSet[1] = []), "vertexSet[1]"],
  ["words that are no strings", (d) => (d.sents[1] = [7 as never]), "sents[1]"],
  ["a head that is no entity", (d) => (d.labels = [{ h: 2, t: 1, r: "P1" }]), "labels[0].h"],
  ["a tail that is no entity", (d) => (d.labels = [{ h: 0, t: -1, r: "P1" }]), "labels[0].t"],
  ["a relation that is a number", (d) => (d.labels = [{ h: 0, t: 1, r: 17 }]), "labels[0].r"],
  ["labels that are no list", (d) => (d.labels = {}), "labels"],
  [
    "an added label whose score is a text",
    (d) => (d.gpt_labels = [{ h: 0, t: 1, r: "P1", score: "high" }]),
    "gpt_labels[0].score",
  ],
  ["a bad added label", (d) => (d.gpt_labels = [{ h: 9, t: 1, r: "P1" }]), "gpt_labels[0].h"],
];

describe("parseDocuments", () => {
  for (const [what, change, field] of impossible) {
    it(`refuses ${what}, naming file, title and field`, () => {
      assert.equal(whereOf(change), `f.json, document 0 "T", field ${field}`);
    });
  }

  it("refuses a title that two documents share", () => {
    assert.throws(
      () => parse(good(), { ...good(), title: "U" }, good()),
      (error) =>
        error instanceof AmtlError &&
        error.details.where === 'f.json, document 2 "T", field title' &&
        (error.details.got ?? "").includes("document 0"),
    );
  });

  it("refuses what is not a list of documents", () => {
    assert.throws(() => parseDocuments("{}", "f.json"), /Not a DocRED file/);
    assert.throws(() => parse(3), AmtlError);
  });

  it("keeps what DocGNRE adds apart from the labels", () => {
    const added = { h: 1, t: 0, r: "P2", score: 0.5 };
    const [document] = parse({ ...good(), gpt_labels: [added, { h: 1, t: 0, r: "P3" }] });
    assert.deepEqual(document.facts, [{ h: 0, t: 1, r: "P1", evidence: [0] }]);
    assert.deepEqual(document.added, [added, { h: 1, t: 0, r: "P3", score: 1 }]);
  });

  it("tells a document without labels from one without facts", () => {
    const { labels, ...blind } = good();
    assert.ok(Array.isArray(labels));
    assert.equal(parse(blind)[0].facts, null);
    assert.deepEqual(parse({ ...good(), labels: [] })[0].facts, []);
  });

  it("takes repeated labels, self pairs, equal and overlapping mentions and unknown fields", () => {
    const fact = { h: 0, t: 0, r: "P1", evidence: [] };
    const raw = { ...good(), labels: [fact, fact], extra: 1 };
    raw.vertexSet.push(raw.vertexSet[0]);
    assert.deepEqual(parse(raw)[0].facts, [fact, fact]);
  });

  it("reads back every document that can be written", () => {
    fc.assert(
      fc.property(someDocument, (document) => {
        assert.deepEqual(parse(toRaw(document)), [document]);
      }),
    );
  });
});

describe("readDocuments", () => {
  let folder = "";
  before(async () => (folder = await mkdtemp(join(tmpdir(), "amtl-reader-"))));
  after(() => rm(folder, { recursive: true }));

  it("names a file that is not there", async () => {
    const path = join(folder, "none.json");
    await assert.rejects(
      readDocuments(path),
      (error) => error instanceof AmtlError && error.exitCode === 2 && error.details.where === path,
    );
  });

  it("refuses bytes that are not UTF-8, and passes over a byte order mark", async () => {
    const path = join(folder, "bytes.json");
    await writeFile(path, Buffer.from([0x5b, 0x22, 0xff, 0x22, 0x5d]));
    await assert.rejects(readDocuments(path), /not text/);
    await writeFile(path, `\ufeff${JSON.stringify([good()])}`);
    assert.equal((await readDocuments(path)).length, 1);
  });
});
