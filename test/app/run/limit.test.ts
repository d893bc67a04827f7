import assert from "node:assert/strict";
import { basename } from "node:path";
import { runsOf } from "../../../src/app/plan/plan.js";
import { filesOf, report } from "../../../src/app/report/report.js";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { select } from "../../../src/app/select/select.js";
import { assumedCost } from "../../../src/experiment/cost/assumptions.js";
import { newPredictor } from "../../../src/experiment/cost/predict.js";
import { loadDataset } from "../../../src/corpus/datasets/datasets.js";
import { loadInputs as programInputs, profileSplits } from "../../../src/programs/inputs.js";
import { notesOf } from "../../../src/report/notes.js";
import { scaleOf } from "../../../src/report/table.js";
import { datasetsWith } from "../../../src/methods/datasets/registry.js";
import { loadInputs } from "../../../src/train/inputs.js";
import { completePlanned, inFolder } from "../../support/runs/runs.js";

const FULL: SelectionRequest = {
  experiments: ["table4"],
  seeds: [5],
  only: [{ axis: "loss", values: ["atl"] }],
};
const TRY: SelectionRequest = { ...FULL, settings: { limit: 16 } };

const specOf = async (request: SelectionRequest) => runsOf(await select(request))[0].spec;

describe("a limit of documents", function () {
  this.timeout(120_000);

  it("makes other runs, whose label says so, of another limit other ones still", async () => {
    const [full, one, two] = await Promise.all(
      [FULL, TRY, { ...TRY, settings: { limit: 24 } }].map(async (request) =>
        runsOf(await select(request)),
      ),
    );
    const ids = [full, one, two].flatMap((runs) =>
      runs.flatMap(({ trainId, evals }) => [trainId, ...evals.map(({ evalId }) => evalId)]),
    );
    assert.equal(new Set(ids).size, ids.length);
    assert.match(one[0].label, / first 16 seed 5$/);
    assert.equal(one[0].spec.limit, 16);
    assert.ok(!("limit" in full[0].spec));
  });

  it("is at least a batch, and a whole number", async () => {
    for (const limit of [0, -1, 2.5, "all"]) {
      await assert.rejects(select({ ...TRY, settings: { limit } }), /Invalid value of limit/);
    }
    await assert.rejects(select({ ...TRY, settings: { limit: 3 } }), /Invalid value of --limit/);
  });

  it("cuts every set that is learned from or scored to its first documents; relations stay", async () => {
    const [full, cut] = await Promise.all([
      loadInputs(await specOf(FULL)),
      loadInputs(await specOf(TRY)),
    ]);
    assert.deepEqual(cut.ranking, full.ranking);
    assert.deepEqual(cut.layout, full.layout);
    for (const id of ["redocred/train", "redocred/dev", "redocred/test"]) {
      const { documents } = await loadDataset("smoke", id);
      const split = await cut.split(id);
      assert.equal(split.features.length, 16);
      assert.deepEqual(
        split.gold.map(({ title }) => title),
        documents.slice(0, 16).map(({ title }) => title),
      );
    }
  });

  it("cuts the files of a program, too, in files of their own", async () => {
    const datasets = datasetsWith([]);
    const [full, cut] = await Promise.all(
      [await specOf(FULL), await specOf(TRY)].map((spec) =>
        programInputs(spec, profileSplits(spec, datasets), datasets),
      ),
    );
    assert.notEqual(cut.train, full.train);
    assert.notEqual(await cut.blind("redocred/test"), await full.blind("redocred/test"));
    assert.equal((await cut.scored("redocred/test")).gold.length, 16);
  });

  it("writes files of its own, and says in every caption what it is", async () => {
    await inFolder(async (results) => {
      for (const run of runsOf(await select(TRY))) await completePlanned(results, run);
      const found = await report({ ...TRY, results }, true);
      assert.deepEqual(
        filesOf(found).map((file) => basename(file)),
        ["table4.limit=16.csv", "table4.limit=16.wide.csv"],
      );
      const [{ view }] = found.tables;
      assert.match(scaleOf(view), /limit=16/);
      assert.match(
        notesOf(view)[0],
        /^A try, no result: .* first 16 documents of each set only\.$/,
      );
      assert.deepEqual(filesOf(await report({ ...FULL, results }, true)), []);
    });
  });

  it("has costs of its own: a short try says nothing of what a whole run takes", async () => {
    const [full, cut] = [await specOf(FULL), await specOf(TRY)];
    assert.ok(assumedCost(cut).seconds < assumedCost(full).seconds / 10);
    const predict = newPredictor([{ spec: cut, seconds: 3 }]);
    const { seconds, basis } = predict({ ...cut, seed: 9 });
    assert.equal(basis, "measured");
    assert.ok(Math.abs(seconds - 3) < 1e-9);
    assert.equal(predict(full).basis, "assumed");
  });
});
