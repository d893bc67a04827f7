import assert from "node:assert/strict";
import { EXPERIMENTS, STUDIES } from "../../experiments/index.js";
import { catalog } from "../../src/methods/index.js";
import type { LoadedExperiment } from "../../src/app/select/definition.js";
import { loadExperiments } from "../../src/app/select/experiments.js";
import { expand } from "../../src/experiment/grid/grid.js";
import { countConfigurations, planRuns, type Plan } from "../../src/experiment/plan/plan.js";
import { PROFILES, type Profile } from "../../src/methods/profiles/profiles.js";
import { isPaperTable } from "../../src/report/paper/printed.js";

/** Cells and runs of each item at the paper's scale, counted by hand from the printed tables. */
const COUNTED: Readonly<Record<string, readonly [cells: number, runs: number]>> = {
  table2: [16, 20],
  table4: [44, 110],
  table5: [64, 80],
  table6: [56, 70],
  table9: [5, 25],
  table12: [16, 40],
  table13: [8, 20],
  fig1a: [10, 50],
  fig1b: [22, 5],
  fig4: [20, 100],
  fig5: [9, 45],
  fig6: [9, 45],
};

const planOf = ({ experiment }: LoadedExperiment, { id }: Profile = PROFILES.paper): Plan =>
  planRuns(expand(experiment, PROFILES[id], experiment.seeds, {}, catalog), () => ({}));

describe("the paper's tables and figures", () => {
  let items: readonly LoadedExperiment[] = [];
  before(async () => {
    items = await loadExperiments("all");
  });

  it("need as many runs as were counted by hand, and share them", () => {
    const counted = items.map((item) => {
      const { cells, runs } = planOf(item);
      assert.equal(countConfigurations(runs) * 5, runs.length);
      return [item.experiment.id, [cells.length, runs.length]];
    });
    assert.deepEqual(Object.fromEntries(counted), COUNTED);
    const all = new Set(items.flatMap((item) => planOf(item).runs.map(({ trainId }) => trainId)));
    assert.equal(all.size, 66 * 5);
  });

  it("have every row and column that the paper prints, each tied to its number", () => {
    for (const { experiment, paper } of items) {
      if (!isPaperTable(experiment.id)) continue;
      assert.deepEqual(
        experiment.cells.map(({ printed }) => printed),
        paper!.cells.map(({ id }) => id),
      );
      assert.equal(experiment.rows.length, paper!.rows.length);
      assert.equal(experiment.columns.length, paper!.columns.length);
    }
  });

  it("have the points that the text states of a figure", () => {
    const stated = { fig4: 4, fig5: 2, fig6: 2 };
    for (const [id, count] of Object.entries(stated)) {
      const { experiment, paper } = items.find((item) => item.experiment.id === id)!;
      const tied = experiment.cells.flatMap(({ printed }) => (printed === null ? [] : [printed]));
      assert.deepEqual(tied.sort(), paper!.cells.map((cell) => cell.id).sort());
      assert.equal(tied.length, count);
      for (const cell of experiment.cells) {
        if (cell.printed !== null) assert.equal(cell.id, cell.printed);
      }
    }
  });

  it("train one configuration for each one that the paper names, and no other", () => {
    const theirs = new Map<string, string>();
    const ours = new Map<string, string>();
    for (const item of items) {
      const named = new Map(item.paper?.cells.map(({ id, run }) => [id, run]));
      for (const { printed, results } of planOf(item).cells) {
        const run = printed === null ? null : named.get(printed);
        if (run === null || run === undefined) continue;
        const [{ trainId }] = results;
        assert.equal(theirs.get(run) ?? trainId, trainId, `${run} is trained twice`);
        assert.equal(ours.get(trainId) ?? run, run, `${run} shares the training of another`);
        theirs.set(run, trainId);
        ours.set(trainId, run);
      }
    }
    // 22 in Table 4, then 4, 7, 7 and 2 more in Tables 2, 5, 12 and 13, two points of Figure 4 and one of Figure 6.
    assert.equal(theirs.size, 45);
  });

  it("render in every profile, with no data only where there is none", () => {
    for (const item of items) {
      for (const profile of Object.values(PROFILES)) {
        for (const { status, axes } of planOf(item, profile).cells) {
          const lacks = status.kind === "no-data";
          assert.equal(lacks, profile.id === "mini" && axes.trainedOn.startsWith("docgnre"));
        }
      }
    }
  });

  it("are files of their own, listed once", () => {
    const ids = [...EXPERIMENTS, ...STUDIES].map(({ id }) => id);
    assert.equal(new Set(ids).size, ids.length);
    assert.deepEqual(
      items.map(({ experiment }) => experiment.id),
      EXPERIMENTS.map(({ id }) => id),
    );
  });
});

describe("the study of Eq. 2", () => {
  it("trains six models for its ten rows: what differs in decoding only is scored from the same model", async () => {
    const [item] = await loadExperiments("eq2");
    const { runs, cells } = planOf(item);
    assert.equal(countConfigurations(runs), 6);
    const trainings = new Map(cells.map(({ row, results }) => [row, results[0].trainId]));
    const decoders = new Map(
      cells.map(({ row, status }) => [
        row,
        status.kind === "runs" ? status.runs[0].evaluation?.decoder : undefined,
      ]),
    );
    const atl = [...trainings].filter(([, id]) => id === trainings.get("ATL")).map(([row]) => row);
    assert.deepEqual(atl, ["ATL", "ATL, 0.875 × its threshold", "ATL, factor best on dev"]);
    assert.deepEqual(
      atl.map((row) => [decoders.get(row)?.factor, decoders.get(row)?.tuned]),
      [
        [1, undefined],
        [0.875, undefined],
        [1, "factor"],
      ],
    );
    assert.equal(trainings.get("AMTL, averaged thresholds"), trainings.get("AMTL as released"));
    assert.equal(decoders.get("AMTL, averaged thresholds")?.threshold, "averaged");
    const [own] = runs.filter(({ label }) => label.includes("own"));
    assert.equal(own.spec.loss.params.thresholds, "own");
  });

  it("shares its models with the paper's tables, whose numbers stand beside it", async () => {
    const [item] = await loadExperiments("eq2");
    const paper = new Set(
      (await loadExperiments("all")).flatMap((each) => planOf(each).runs.map((run) => run.trainId)),
    );
    const { runs, cells } = planOf(item);
    // AMTL, ATL, lambda = 4 (Figure 6) and random order (Table 13); n = 1 and unshared thresholds are its own.
    assert.equal(runs.filter(({ trainId }) => paper.has(trainId)).length, 4 * 5);
    const printed = cells.filter((cell) => cell.printed !== null).map(({ row }) => row);
    assert.deepEqual([...new Set(printed)], ["AMTL as released", "ATL"]);
  });
});
