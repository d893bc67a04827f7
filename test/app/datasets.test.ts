import assert from "node:assert/strict";
import { getData, listDatasets } from "../../src/app/datasets.js";
import { AmtlError } from "../../src/base/errors.js";
import { type Folders, useOwnFolders } from "../corpus/folders.js";

describe("listDatasets", () => {
  let folders: Folders;
  before(async () => (folders = await useOwnFolders()));
  after(() => folders.remove());

  it("gives counts and hashes of what smoke generates", async () => {
    const datasets = await listDatasets("smoke");
    assert.equal(datasets.length, 10);
    const train = datasets.find(({ id }) => id === "redocred/train");
    assert.ok(train?.status === "here");
    const { documents, relations, sha256 } = train;
    assert.deepEqual([documents, relations], [2400, 24]);
    assert.match(sha256, /^[0-9a-f]{64}$/);
  });

  it("says what mini lacks, and how to get it", async () => {
    const found = (await listDatasets("mini")).find(({ id }) => id === "docgnre/test");
    assert.ok(found?.status === "missing");
    assert.deepEqual(
      found.missing.map(({ file }) => file),
      ["docgnre/test.json"],
    );
  });
});

describe("getData", () => {
  let folders: Folders;
  before(async () => (folders = await useOwnFolders()));
  after(() => folders.remove());

  it("says whom to ask for a file that has no address", async () => {
    const named: string[] = [];
    const [file] = await getData(
      { profile: "smoke", files: ["docred/dev_ext.json"] },
      { onName: (name) => named.push(name) },
    );
    assert.ok(file.kind === "no address");
    assert.deepEqual(named, ["docred/dev_ext.json"]);
  });

  it("does nothing where nothing is missing", async () => {
    assert.deepEqual(await getData({ profile: "smoke" }), []);
  });

  it("refuses an unknown name", async () => {
    await assert.rejects(getData({ profile: "smoke", files: ["redocrd"] }), (error) => {
      assert.ok(error instanceof AmtlError && error.exitCode === 2);
      assert.match(error.details.fix ?? "", /did you mean redocred\?/);
      return true;
    });
  });
});
