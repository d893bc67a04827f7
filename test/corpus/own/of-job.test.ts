import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Job } from "../../../src/contract/job.js";
import { datasetHash } from "../../../src/corpus/datasets/dataset-hash.js";
import { datasetFacts, loadDataset } from "../../../src/corpus/datasets/datasets.js";
import { datasetsOfJob, encodersOfJob } from "../../../src/corpus/own/of-job.js";
import { checkInputsAsPlanned } from "../../../src/corpus/own/as-planned.js";
import { encoderHash } from "../../../src/corpus/encoders/resolve.js";
import { ownDataset } from "../../../src/methods/datasets/own.js";
import { datasetsWith } from "../../../src/methods/datasets/registry.js";
import { syntheticRelations } from "../../../src/methods/datasets/synthetic/parameters.js";
import { ownEncoder } from "../../../src/methods/encoders/own.js";
import { encodersWith } from "../../../src/methods/encoders/registry.js";
import { someSpec } from "../../experiment/specs.js";
import { documentsFile } from "../../support/runs/own-data.js";
import { withFiles } from "../../support/runs/own-files.js";
import { writeEncoderFolder } from "../encoders/fixture.js";
import { type Folders, useOwnFolders } from "../folders.js";

const FILES = { "a.json": documentsFile("train", 5), "b.json": documentsFile("dev", 3) };

describe("the data of a job", () => {
  let folders: Folders;
  before(async () => (folders = await useOwnFolders()));
  after(() => folders.remove());

  it("is the user's where the job carries it, ranked by its training file", async () => {
    await withFiles(FILES, async (folder) => {
      const own = {
        id: "mine",
        relations: syntheticRelations("news"),
        segments: { n: 4, lambda: 3.5 },
        files: { train: join(folder, "a.json"), dev: join(folder, "b.json") },
      };
      const datasets = datasetsWith([ownDataset(own)]);
      const split = await loadDataset("paper", "mine/dev", datasets);
      assert.equal(split.documents.length, 3);
      assert.equal(split.ranking.length, 24);
      assert.deepEqual(
        split.ranking,
        (await loadDataset("smoke", "mine/train", datasets)).ranking,
        "the same at every scale",
      );
      assert.ok((await datasetFacts("smoke", "mine/train", datasets)).size > 0);
    });
  });

  it("is refused where its content is not the one that was planned", async () => {
    await withFiles(FILES, async (folder) => {
      const train = join(folder, "a.json");
      const own = {
        id: "mine",
        relations: ["S01"],
        segments: { n: 4, lambda: 3.5 },
        files: { train, dev: join(folder, "b.json") },
      };
      const hash = await datasetHash("mini", "mine/train", datasetsWith([ownDataset(own)]));
      const job: Pick<Job, "train" | "dependencies" | "evals" | "datasets"> = {
        train: { ...someSpec, trainSet: "mine/train", devSet: "mine/dev" },
        dependencies: { "data:mine/train": hash },
        evals: [],
        datasets: [own],
      };
      const datasets = await datasetsOfJob(job);
      assert.ok(datasets.has("mine"));
      const atTheEnd = () => checkInputsAsPlanned(job, { datasets, encoders: encodersWith([]) });
      await atTheEnd();
      await writeFile(train, documentsFile("train", 6));
      await assert.rejects(atTheEnd, /Data set mine\/train has changed since it was planned/);
      await assert.rejects(
        datasetsOfJob(job),
        /Data set mine\/train has changed since it was planned/,
      );
    });
  });

  it("and its encoder likewise", async () => {
    const folder = join(folders.data, "scibert");
    await writeEncoderFolder(folder);
    const origin = { kind: "folder", folder } as const;
    const hash = await encoderHash("scibert", encodersWith([ownEncoder("scibert", origin)]));
    const job = {
      train: { ...someSpec, encoder: "scibert" },
      dependencies: { "encoder:scibert": hash },
      evals: [],
      encoder: origin,
    };
    const encoders = await encodersOfJob(job);
    assert.deepEqual(encoders.get("scibert")?.origin, origin);
    const atTheEnd = () => checkInputsAsPlanned(job, { datasets: datasetsWith([]), encoders });
    await atTheEnd();
    await writeFile(join(folder, "config.json"), '{"model_type": "bert" }');
    await assert.rejects(atTheEnd, /Encoder scibert has changed since it was planned/);
    await assert.rejects(encodersOfJob(job), /Encoder scibert has changed since it was planned/);
  });
});
