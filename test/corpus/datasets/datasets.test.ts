import assert from "node:assert/strict";
import { join } from "node:path";
import { AmtlError } from "../../../src/base/errors.js";
import { datasetHash } from "../../../src/corpus/datasets/dataset-hash.js";
import { datasetFacts, loadDataset, missingFiles } from "../../../src/corpus/datasets/datasets.js";
import { rankByFrequency } from "../../../src/corpus/datasets/ranking.js";
import { howToGet } from "../../../src/corpus/files/locate.js";
import { DATASETS, splitIds } from "../../../src/methods/datasets/registry.js";
import { type Folders, useOwnFolders } from "../folders.js";

const isError =
  (exitCode: number, ...texts: RegExp[]) =>
  (error: unknown): boolean => {
    assert.ok(error instanceof AmtlError, String(error));
    assert.equal(error.exitCode, exitCode);
    const all = JSON.stringify([error.message, error.details]);
    for (const text of texts) assert.match(all, text);
    return true;
  };

describe("datasets", () => {
  it("are there at every scale where they can be had without asking", () => {
    const scored = ["docgnre/test", "dwie/dev", "dwie/test", "redocred/dev", "redocred/test"];
    const real = ["docred/train", "dwie/train", "redocred/train"];
    const enhanced = ["docgnre-gpt/train", "docgnre-mgpt/train"];
    const all = [...scored, ...real, ...enhanced];
    assert.deepEqual([...splitIds("smoke")].sort(), [...all].sort());
    assert.deepEqual([...splitIds("mini")].sort(), [...scored, ...real].sort());
    assert.deepEqual([...splitIds("paper")].sort(), [...all, "docred/dev"].sort());
  });

  it("have the paper's number of relations (Table 1), and 24 in smoke", async () => {
    for (const { id, relations } of DATASETS.values()) {
      assert.equal(relations.length, id === "dwie" ? 65 : 96, id);
    }
    for (const id of splitIds("smoke")) {
      const { relations, ranking } = await loadDataset("smoke", id);
      assert.equal(relations.length, 24);
      assert.deepEqual([...ranking].sort(), [...relations].sort());
    }
  });

  it("that do not exist are refused, with the nearest name", async () => {
    await assert.rejects(
      loadDataset("smoke", "redocred/tran"),
      isError(2, /redocred\/tran"/, /did you mean redocred\/train\?/),
    );
    await assert.rejects(datasetHash("mini", "docgnre-gpt/train"), isError(2, /mini/));
  });
});

describe("datasets of smoke", () => {
  it("need nothing, and hash to what loading says", async () => {
    const hashes = new Set<string>();
    for (const id of splitIds("smoke")) {
      assert.deepEqual(await missingFiles("smoke", id), []);
      const { sha256, documents } = await loadDataset("smoke", id);
      assert.equal(await datasetHash("smoke", id), sha256);
      assert.ok(documents.length > 0);
      hashes.add(sha256);
    }
    assert.equal(hashes.size, splitIds("smoke").length);
  });

  it("rank relations by their training documents, for all splits alike", async () => {
    const { documents, relations, ranking } = await loadDataset("smoke", "dwie/train");
    assert.deepEqual(ranking, rankByFrequency(documents, relations));
    assert.deepEqual((await loadDataset("smoke", "dwie/test")).ranking, ranking);
  });

  it("give the facts of their training documents by names", async () => {
    const facts = await datasetFacts("smoke", "redocred/train");
    const { documents } = await loadDataset("smoke", "redocred/train");
    const [{ entities, facts: some }] = documents;
    const [{ h, t, r }] = some!;
    assert.ok(facts.has(entities[h][0].name, entities[t][0].name, r));
    assert.ok(facts.size > 10_000);
  });
});

describe("datasets of published files", () => {
  let folders: Folders;
  beforeEach(async () => (folders = await useOwnFolders()));
  afterEach(() => folders.remove());

  it("that are missing: the error names the file, where it was looked for, and what brings it", async () => {
    const missing = isError(
      4,
      /redocred\/train_revised\.json not found/,
      new RegExp(`looked in ${folders.data} and ${join(folders.cache, "data")}`),
      /3053 documents, git blob 1ba485adf8e4cb789c441de2f6fe41de95690caa/,
      /amtl-run data get redocred\/train_revised\.json; or set AMTL_DATA/,
    );
    await assert.rejects(loadDataset("paper", "redocred/train"), missing);
    await assert.rejects(datasetHash("paper", "redocred/train"), missing);
    await assert.rejects(datasetFacts("paper", "redocred/train"), missing);
    assert.deepEqual(await missingFiles("mini", "docred/train"), [
      "redocred/dev_revised.json",
      "docred/dev_ext.json",
    ]);
  });

  it("that have no address: the remedy says whom to ask", () => {
    assert.match(howToGet("docred/dev_ext.json"), /^bring it from \S+MILR$/);
  });

  it("that are torn: the error says where", async () => {
    const path = await folders.write("redocred/test_revised.json", '[{"title": "x",\n "sents": [');
    await assert.rejects(
      loadDataset("mini", "redocred/test"),
      isError(2, /Unexpected end of JSON/, new RegExp(`${path}, line 2, column 12`)),
    );
  });

  it("that were altered are not taken for the published ones", async () => {
    await folders.write("dwie/test.json", "[]");
    const altered = isError(
      2,
      /dwie\/test\.json does not match the published one/,
      /"expected":"99 documents, 2,459 triples, git blob 687e2c32/,
      /"got":"0 documents, 0 triples, git blob/,
      /dataset\(/,
    );
    await assert.rejects(loadDataset("paper", "dwie/test"), altered);
    await assert.rejects(datasetHash("mini", "dwie/test"), altered);
  });
});
