import assert from "node:assert/strict";
import { describeDatasets } from "../../src/app/describe-dataset.js";
import { AmtlError } from "../../src/base/errors.js";
import { DATASETS, publishedFile, splitOf } from "../../src/methods/datasets/registry.js";
import { type Folders, useOwnFolders } from "../corpus/folders.js";

describe("describeDatasets", () => {
  let folders: Folders;
  before(async () => (folders = await useOwnFolders()));
  after(() => folders.remove());

  it("says what each data set is, and what is missing of it", async () => {
    const described = await describeDatasets([]);
    assert.deepEqual(
      described.map(({ id }) => id),
      [...DATASETS.keys()],
    );
    const [docred] = await describeDatasets(["docred"]);
    assert.deepEqual(docred.annotation, { collection: "docred", labels: "incomplete" });
    assert.deepEqual(
      docred.splits.map(({ id, here }) => [id, here]),
      [
        ["docred/train", null],
        ["docred/dev", null],
      ],
    );
    for (const { name, path, addresses } of docred.files) {
      assert.equal(path, null);
      for (const address of addresses) assert.match(address, /^https:/, name);
    }
  });

  it("has the counts of the paper's Table 1, but where the published files differ from it", async () => {
    const differing: string[] = [];
    for (const { splits } of await describeDatasets([])) {
      for (const { id, paper } of splits) {
        const { source } = splitOf("paper", id);
        assert.ok(source.kind === "file" || source.kind === "enhanced");
        const { counts } = publishedFile(source.file);
        assert.ok(paper.documents !== null && paper.triples !== null, id);
        if (counts?.documents !== paper.documents || counts.triples !== paper.triples) {
          differing.push(`${id}: ${counts?.documents} and ${counts?.triples}`);
        }
      }
    }
    assert.deepEqual(differing, ["docred/dev: 998 and null", "dwie/test: 99 and 2459"]);
  });

  it("refuses an unknown name with the nearest", async () => {
    await assert.rejects(
      describeDatasets(["redocrd"]),
      (error) =>
        error instanceof AmtlError &&
        error.exitCode === 2 &&
        error.details.fix === "did you mean redocred?",
    );
  });
});
