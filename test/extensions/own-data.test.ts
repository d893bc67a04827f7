import assert from "node:assert/strict";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../src/base/errors.js";
import { loadOwnDatasets, loadOwnEncoders } from "../../src/extensions/own-data.js";
import { nameEncoders } from "../../src/extensions/named-encoders.js";
import { dataset, encoder, loss, table } from "../../src/experiment/dsl/index.js";
import { withFiles } from "../support/runs/own-files.js";
import { type Folders, useOwnFolders } from "../corpus/folders.js";

const document = (title: string, labels?: readonly object[]): object => ({
  title,
  sents: [["A", "binds", "B", "."]],
  vertexSet: [
    [{ name: "A", sent_id: 0, pos: [0, 1], type: "X" }],
    [{ name: "B", sent_id: 0, pos: [2, 3], type: "X" }],
  ],
  ...(labels !== undefined && { labels }),
});
const fact = (r: string): object => ({ h: 0, t: 1, r, evidence: [0] });
const FILES = {
  "train.json": JSON.stringify([document("1", [fact("B"), fact("A")]), document("2", [fact("A")])]),
  "dev.json": JSON.stringify([document("3", [fact("C")])]),
  "blind.json": JSON.stringify([document("4")]),
  "nothing.json": JSON.stringify([document("5", [])]),
  "empty.json": "[]",
  "torn.json": '[{"title": "6"',
};

const refuses = async (
  listed: unknown,
  message: RegExp,
  details: RegExp,
  files: Readonly<Record<string, string>> = FILES,
): Promise<void> => {
  await withFiles(files, async (folder) => {
    await assert.rejects(loadOwnDatasets(listed, join(folder, "my.ts")), (error) => {
      assert.ok(error instanceof AmtlError, String(error));
      assert.equal(error.exitCode, 2);
      assert.match(error.message, message);
      assert.match(JSON.stringify(error.details), details);
      return true;
    });
  });
};

describe("data sets that a file brings", () => {
  let folders: Folders;
  before(async () => (folders = await useOwnFolders()));
  after(() => folders.remove());

  it("have the relations of their labels, as train, dev and test first name them", async () => {
    await withFiles(FILES, async (folder) => {
      const listed = [dataset("mine", { train: "train.json", dev: "./dev.json" })];
      const [mine] = await loadOwnDatasets(listed, join(folder, "my.ts"));
      assert.deepEqual(mine.relations, ["B", "A", "C"]);
      assert.deepEqual(mine.segments, { n: 4, lambda: 3.5 });
      assert.deepEqual(mine.files, {
        train: join(folder, "train.json"),
        dev: join(folder, "dev.json"),
      });
      // What was counted is known by content: a second look needs no parsing, and another content is another count.
      assert.deepEqual(await loadOwnDatasets(listed, join(folder, "my.ts")), [mine]);
    });
  });

  it("may have published files by their names", async () => {
    await mkdir(join(folders.data, "redocred"), { recursive: true });
    const published = join(folders.data, "redocred", "dev_revised.json");
    await writeFile(published, FILES["dev.json"]);
    await withFiles(FILES, async (folder) => {
      const name = "redocred/dev_revised.json";
      const listed = [dataset("mine", { train: "train.json", dev: name, test: name })];
      const [{ files }] = await loadOwnDatasets(listed, join(folder, "my.ts"));
      assert.deepEqual(files, {
        train: join(folder, "train.json"),
        dev: published,
        test: published,
      });
      const absent = [dataset("mine", { train: "train.json", dev: "redocred/test_revised.json" })];
      await assert.rejects(loadOwnDatasets(absent, join(folder, "my.ts")), { exitCode: 4 });
    });
  });

  it("may list their relations, and say n and lambda", async () => {
    await withFiles(FILES, async (folder) => {
      const relations = ["A", "B", "C", "D"];
      const listed = [dataset("mine", { train: "train.json", dev: "dev.json", relations, n: 2 })];
      const [mine] = await loadOwnDatasets(listed, join(folder, "my.ts"));
      assert.deepEqual(mine.relations, relations);
      assert.deepEqual(mine.segments, { n: 2, lambda: 1.5 });
    });
  });

  it("are refused where they cannot be learned or scored", async () => {
    const train = "train.json";
    const dev = "dev.json";
    const cases = [
      [dataset("mine", { train }), /has no dev split/, /its F1 selects the checkpoint/],
      [dataset("mine", {}), /has no files/, /test alone/],
      [dataset("mine", { train, dev: "blind.json" }), /mine\/dev has no labels/, /document/],
      [dataset("mine", { train: "nothing.json", dev }), /mine\/train has no facts/, /nothing/],
      [dataset("mine", { train: "empty.json", dev }), /mine\/train is empty/, /empty\.json/],
      [
        dataset("mine", { train: "torn.json", dev }),
        /Unexpected end of JSON/,
        /torn\.json, line 1/,
      ],
      [dataset("mine", { train: "none.json", dev }), /file not found/, /relative to the exp/],
      [
        dataset("mine", { train, dev, relations: ["A", "B"] }),
        /Unknown relation in a document/,
        /dev\.json.*2 relations.*"got":"C"/,
      ],
    ] as const;
    for (const [definition, message, details] of cases) {
      await refuses([definition], message, details);
    }
  });

  it("are refused where they are no definitions, or their id is taken", async () => {
    const mine = dataset("mine", { test: "dev.json" });
    await refuses("mine", /datasets must be an array/, /dataset\(…\)/);
    await refuses([mine, mine], /Duplicate data set "mine"/, /datasets\[1\], id/);
    await refuses([dataset("dwie", { test: "dev.json" })], /Duplicate data set/, /redocred/);
    await refuses([dataset("My set", {})], /Invalid data set/, /datasets\[0\], id.*lower-case/);
    await refuses([{ ...mine, tset: "x" }], /Invalid data set definition/, /tset/);
  });
});

describe("encoders that a file brings or names", () => {
  const FILE = "/somewhere/my.ts";

  it("are folders relative to the file, or repositories of the hub", () => {
    const origins = loadOwnEncoders(
      [
        encoder("a", "./models/a"),
        encoder("b", "/data/b"),
        encoder("c", "owner/name"),
        encoder("d", "owner/name@v1.0"),
      ],
      FILE,
    ).map(({ origin }) => origin);
    assert.deepEqual(origins, [
      { kind: "folder", folder: "/somewhere/models/a" },
      { kind: "folder", folder: "/data/b" },
      { kind: "hub", repository: "owner/name", revision: "main" },
      { kind: "hub", repository: "owner/name", revision: "v1.0" },
    ]);
  });

  it("are refused where the id is taken", () => {
    assert.throws(
      () => loadOwnEncoders([encoder("tiny-bert", "./a")], FILE),
      (error) =>
        error instanceof AmtlError && error.message.includes('Duplicate encoder "tiny-bert"'),
    );
  });

  it("may stand in an axis as a folder, which gives the name", async () => {
    const folders = await useOwnFolders();
    try {
      await mkdir(join(folders.data, "models", "scibert"), { recursive: true });
      const file = join(folders.data, "my.ts");
      const definition = table("t", {
        title: "t",
        base: { encoder: "models/scibert" },
        rows: [loss("atl"), loss("afl", { encoder: "roberta-large" })],
        columns: [],
        seeds: [5],
      });
      const found = await nameEncoders(definition, [], file);
      assert.equal(found.definition.base.encoder, "scibert");
      assert.equal(found.definition.rows[1].axes.encoder, "roberta-large");
      assert.deepEqual(
        found.encoders.map(({ id, origin }) => [id, origin]),
        [["scibert", { kind: "folder", folder: join(folders.data, "models", "scibert") }]],
      );
      const taken = { ...definition, base: { encoder: "./models/tiny-bert" } };
      await assert.rejects(nameEncoders(taken, [], file), /Duplicate encoder "tiny-bert"/);
    } finally {
      await rm(join(folders.data, "models"), { recursive: true });
      await folders.remove();
    }
  });
});
