import assert from "node:assert/strict";
import { EXPERIMENTS, STUDIES } from "../../experiments/index.js";
import { plan } from "../../src/app/plan/plan.js";
import { catalog } from "../../src/methods/index.js";
import type { LoadedExperiment } from "../../src/app/select/definition.js";
import { loadExperiments } from "../../src/app/select/experiments.js";
import { expand } from "../../src/experiment/grid/grid.js";
import { countConfigurations, planRuns, type Plan } from "../../src/experiment/plan/plan.js";
import { PROFILES, type Profile } from "../../src/methods/profiles/profiles.js";
import { isPaperTable } from "../../src/report/paper/printed.js";

/**
 * Cells, runs, and runs that no earlier item needs, of each item at the paper's scale: counted by hand from the printed
 * tables. Figure 1(b) has a cell a point of its curves.
 */
const COUNTED: Readonly<Record<string, readonly [cells: number, runs: number, added: number]>> = {
  table1: [36, 0, 0],
  table2: [16, 20, 20],
  table3: [200, 250, 250],
  table4: [44, 110, 90],
  table5: [64, 80, 35],
  table6: [56, 70, 0],
  table7: [20, 50, 50],
  table8: [18, 30, 10],
  table9: [5, 25, 0],
  table10: [32, 80, 35],
  table11: [24, 30, 0],
  table12: [16, 40, 35],
  table13: [8, 20, 10],
  fig1a: [10, 50, 40],
  fig1b: [22, 5, 0],
  fig4: [20, 100, 40],
  fig5: [9, 45, 0],
  fig6: [9, 45, 40],
};

const planOf = ({ experiment }: LoadedExperiment, { id }: Profile = PROFILES.paper): Plan =>
  planRuns(expand(experiment, PROFILES[id], experiment.seeds, {}, catalog), () => ({}));

const idOfTable = ({ experiment: { id } }: LoadedExperiment): readonly string[] =>
  isPaperTable(id) ? [id] : [];

describe("the paper's tables and figures", () => {
  let items: readonly LoadedExperiment[] = [];
  before(async () => {
    items = await loadExperiments("all");
  });

  it("need as many runs as were counted by hand, and share them", async () => {
    const counts = await plan({ experiments: ["all"], profile: "paper" });
    const counted = counts.items.map(({ id, cells, runs, newRuns, configurations }) => {
      assert.equal(configurations * 5, runs);
      return [id, [cells, runs, newRuns]];
    });
    assert.deepEqual(Object.fromEntries(counted), COUNTED);
    assert.deepEqual(counts.total, { configurations: 131, runs: 655 });
    const tables = await plan({ experiments: items.flatMap(idOfTable), profile: "paper" });
    assert.deepEqual(tables.total, { configurations: 107, runs: 535 });
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
        const { trainId } = results[0];
        assert.equal(theirs.get(run) ?? trainId, trainId, `${run} is trained twice`);
        assert.equal(ours.get(trainId) ?? run, run, `${run} shares the training of another`);
        theirs.set(run, trainId);
        ours.set(trainId, run);
      }
    }
    // 107 in the tables, two points of Figure 4 and one of Figure 6.
    assert.equal(theirs.size, 110);
  });

  it("render in every profile, with no data only where there is none", () => {
    for (const item of items) {
      for (const profile of Object.values(PROFILES)) {
        const isMini = profile.id === "mini";
        for (const { status, axes } of planOf(item, profile).cells) {
          const isLarge = isMini && axes.encoder === "roberta-large";
          assert.equal(status.kind === "no-stand-in", isLarge);
          const split = axes.counted ?? `${axes.trainedOn}/train`;
          const lacks =
            (isMini && !isLarge && /^docgnre-m?gpt/.test(split)) ||
            split === "docred/test" ||
            (split === "docred/dev" && profile.id !== "paper");
          assert.equal(status.kind === "no-data", lacks, split);
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
