import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../src/base/errors.js";
import { datasetHash } from "../../src/corpus/datasets/dataset-hash.js";
import { datasetFacts, loadDataset, missingFiles } from "../../src/corpus/datasets/datasets.js";
import { DOCRED_RELATIONS } from "../../src/methods/datasets/docred.js";
import { REDOCRED_RANKING } from "../../src/methods/datasets/redocred.js";
import { rankByFrequency } from "../../src/corpus/datasets/ranking.js";
import { useOwnFolders } from "./folders.js";
import { splitIds } from "../../src/methods/datasets/registry.js";

describe("datasets of mini (needs AMTL_DATA)", () => {
  before(function () {
    const folder = process.env.AMTL_DATA ?? "";
    if (!existsSync(join(folder, "redocred/dev_revised.json"))) this.skip();
  });

  /** documents, facts: counted from the files by hand (shared data/README.md and data-pipeline section 1). */
  const sizes: Readonly<Record<string, readonly [number, number]>> = {
    "redocred/train": [400, 13_957],
    "redocred/dev": [100, 3327],
    "redocred/test": [500, 17_448],
    "docred/train": [399, 2177],
    "docgnre/test": [500, 19_526],
    "dwie/train": [78, 2159],
    "dwie/dev": [20, 465],
    "dwie/test": [99, 2459],
  };

  it("have the documents that the design names", async () => {
    const found = await Promise.all(
      splitIds("mini").map(async (id) => {
        const { documents } = await loadDataset("mini", id);
        const facts = documents.flatMap((document) => document.facts ?? []);
        return [id, [documents.length, facts.length]] as const;
      }),
    );
    assert.deepEqual(Object.fromEntries(found), sizes);
  });

  it("keep training, dev and test apart", async () => {
    for (const [name, splits] of [
      ["redocred", ["redocred/train", "redocred/dev", "redocred/test"]],
      ["docred", ["docred/train", "redocred/dev", "redocred/test"]],
      ["dwie", ["dwie/train", "dwie/dev", "dwie/test"]],
    ] as const) {
      const titles: string[] = [];
      for (const id of splits) {
        titles.push(...(await loadDataset("mini", id)).documents.map(({ title }) => title));
      }
      assert.equal(new Set(titles).size, titles.length, name);
    }
  });

  it("give docred the titles of redocred, with the labels of DocRED", async () => {
    const docred = await loadDataset("mini", "docred/train");
    const redocred = await loadDataset("mini", "redocred/train");
    const titles = new Set(docred.documents.map(({ title }) => title));
    assert.deepEqual(
      docred.documents.map(({ title }) => title),
      redocred.documents.map(({ title }) => title).filter((title) => titles.has(title)),
    );
    assert.deepEqual(docred.ranking, rankByFrequency(docred.documents, DOCRED_RELATIONS));
    assert.equal(redocred.ranking, REDOCRED_RANKING);
  });

  it("are known by what they say, however it is written, and refused where it differs", async () => {
    const text = await readFile(join(process.env.AMTL_DATA ?? "", "dwie/dev.json"), "utf8");
    const documents = JSON.parse(text) as { title: string }[];
    const published = await datasetHash("mini", "dwie/dev");
    const { sha256 } = await loadDataset("mini", "dwie/dev");
    const here = await useOwnFolders();
    try {
      for (const name of ["train", "dev"]) {
        await here.write(`dwie/${name}.json`, JSON.stringify(documents, null, 2));
      }
      assert.equal(await datasetHash("mini", "dwie/dev"), published);
      assert.equal((await loadDataset("mini", "dwie/dev")).sha256, sha256);
      documents[7].title += "!";
      await here.write("dwie/dev.json", JSON.stringify(documents));
      await assert.rejects(
        datasetHash("mini", "dwie/dev"),
        (error) =>
          error instanceof AmtlError &&
          (error.details.got ?? "").startsWith("98 documents, 2,624 triples with other content, "),
      );
    } finally {
      await here.remove();
    }
  });

  it("takes 500 documents in well under half a second", async () => {
    await loadDataset("mini", "redocred/test");
    const before = process.cpuUsage();
    const { documents } = await loadDataset("mini", "redocred/test");
    const { user, system } = process.cpuUsage(before);
    assert.equal(documents.length, 500);
    assert.ok(user + system < 5e5, `${(user + system) / 1e3} ms`);
  });

  it("let name triples stand in for DWIE's training documents", async function () {
    if (!existsSync(join(process.env.AMTL_DATA ?? "", "dwie/train_facts.json"))) this.skip();
    assert.ok((await missingFiles("paper", "dwie/train")).length > 0);
    assert.equal((await datasetFacts("paper", "dwie/train")).size, 16_689);
  });
});
