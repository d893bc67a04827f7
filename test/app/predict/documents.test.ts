import assert from "node:assert/strict";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeFile } from "node:fs/promises";
import { givenDocuments } from "../../../src/app/predict/documents.js";
import { AmtlError } from "../../../src/base/errors.js";
import { DATASETS } from "../../../src/methods/datasets/registry.js";
import { inFolder } from "../../support/runs/runs.js";

const DOCUMENT = {
  title: "One",
  sents: [["Ada", "Oslo"]],
  vertexSet: [[{ name: "Ada", sent_id: 0, pos: [0, 1], type: "PER" }]],
};

/** Titles of the documents in a file of that name and content. */
const titlesOf = (name: string, content: string | Buffer): Promise<readonly string[]> =>
  inFolder(async (folder) => {
    const path = join(folder, name);
    await writeFile(path, content);
    const { documents } = await givenDocuments(path, "smoke", DATASETS);
    return documents.map(({ title }) => title.replace(`${folder}/`, ""));
  });

describe("documents to predict on", () => {
  it("are DocRED JSON in any form, or text, by what a file says itself to be", async () => {
    const json = JSON.stringify([DOCUMENT]);
    assert.deepEqual(await titlesOf("a.json", json), ["One"]);
    assert.deepEqual(await titlesOf("a", ` ${json}`), ["One"]);
    assert.deepEqual(await titlesOf("a.jsonl.gz", gzipSync(`${JSON.stringify(DOCUMENT)}\n`)), [
      "One",
    ]);
    assert.deepEqual(await titlesOf("a.txt", "[Ada] met [Bo]."), ["a.txt"]);
    assert.deepEqual(await titlesOf("a.txt.gz", gzipSync("# Two\n[Ada]")), ["Two"]);
  });

  it("are those of a split by its short name", async () => {
    const { name, documents } = await givenDocuments("redocred/dev", "smoke", DATASETS);
    assert.equal(name, "redocred/dev");
    assert.ok(documents.length > 10);
  });

  it("are refused where there is none, or one with too many entities", async () => {
    const many = Array.from({ length: 401 }, (_, at) => `[e${at}]`).join(" ");
    const wrong: readonly (readonly [string, string, RegExp])[] = [
      ["a.json", "[]", /^No documents$/],
      ["a.txt", many, /^Too many entities/],
      ["a.json", "[Ada] met", /JSON/],
      ["a.txt", "Ada met Bo.", /without a mention/],
    ];
    for (const [name, content, message] of wrong) {
      await assert.rejects(titlesOf(name, content), (error) => {
        assert.ok(error instanceof AmtlError, String(error));
        assert.match(error.message, message);
        return error.exitCode === 2;
      });
    }
    await assert.rejects(givenDocuments("/nowhere/a.txt", "smoke", DATASETS), /Cannot read file/);
  });
});
