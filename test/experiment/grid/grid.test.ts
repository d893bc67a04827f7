import assert from "node:assert/strict";
import fc from "fast-check";
import { AmtlError } from "../../../src/base/errors.js";
import { amtl, cells, loss } from "../../../src/experiment/dsl/dsl.js";
import type { Experiment } from "../../../src/experiment/dsl/experiment.js";
import { expand, seedsOf, type GridCell } from "../../../src/experiment/grid/grid.js";
import { countConfigurations, planRuns, type Plan } from "../../../src/experiment/plan/plan.js";
import { PROFILES } from "../../../src/methods/profiles/profiles.js";
import type { Settings } from "../../../src/experiment/grid/settings.js";
import type { ProfileId, TrainSpec } from "../../../src/contract/train-spec.js";
import { someCatalog } from "../catalog.js";
import { experiment } from "../tables.js";

const grid = (
  profile: ProfileId,
  from: Experiment = experiment(),
  seeds: readonly number[] = [5, 42],
  settings: Settings = {},
): readonly GridCell[] => expand(from, PROFILES[profile], seeds, settings, someCatalog);

const plan = (...of: Parameters<typeof grid>): Plan =>
  planRuns(grid(...of), (names) => Object.fromEntries(names.map((name) => [name, 1])));

const specOf = (...of: Parameters<typeof grid>): TrainSpec => plan(...of).runs[0].spec;

describe("grid", () => {
  it("shares one training between all cells that it serves", () => {
    const { runs, cells: planned } = plan("smoke");
    // Two losses, two training sets, two seeds; F1 and Ign-F1 come from the same evaluation.
    assert.equal(runs.length, 8);
    assert.equal(countConfigurations(runs), 4);
    assert.deepEqual(runs[0].cells, ["table4/r01/c1", "table4/r01/c2"]);
    assert.equal(runs[0].evals.length, 1);
    for (const { id, results } of planned) {
      assert.deepEqual(
        results.map(({ seed }) => seed),
        [5, 42],
      );
      for (const { trainId, evalId } of results) {
        const run = runs.find((each) => each.trainId === trainId)!;
        assert.ok(run.cells.includes(id));
        assert.ok(run.evals.some((each) => each.evalId === evalId));
      }
    }
  });

  it("says which data a profile lacks instead of planning a run", () => {
    const lacks = grid("mini").map(({ status }) => (status.kind === "no-data" ? status.lacks : ""));
    assert.deepEqual(lacks, ["", "", "docgnre-gpt/train", "", "", "docgnre-gpt/train"]);
    const large = experiment({ base: { backbone: "atlop", encoder: "roberta-large" } });
    const [{ status }] = grid("mini", large);
    assert.deepEqual(status, { kind: "no-stand-in", encoder: "roberta-large" });
    assert.equal(specOf("smoke", large).encoder, "tiny-roberta");
  });

  it("lays the outputs out as the paper does, and to scale in smoke", () => {
    const rows = [amtl()];
    const only = experiment({ rows });
    assert.deepEqual(specOf("paper", only).layout, {
      segments: [10, 20, 46, 20],
      ordering: "frequency",
      lambda: 3.5,
      labelSpace: null,
    });
    assert.deepEqual(specOf("smoke", only).layout.segments, [3, 5, 11, 5]);
    const single = { segments: null, ordering: "original", lambda: 1, labelSpace: null };
    assert.deepEqual(specOf("paper").layout, single);
    const dwie = experiment({
      rows,
      columns: cells({ trainedOn: "dwie", scoredOn: "dwie/test", metrics: ["f1"] }),
    });
    assert.deepEqual(specOf("paper", dwie).layout.segments, [10, 10, 45]);
    assert.equal(specOf("paper", dwie).layout.lambda, 3);
  });

  it("moves lambda with the number of segments, unless it is given", () => {
    const lambdaOf = (row: ReturnType<typeof amtl>): number =>
      specOf("paper", experiment({ rows: [row] })).layout.lambda;
    assert.equal(lambdaOf(amtl({ n: 9 })), 8.5);
    assert.equal(lambdaOf(amtl({ n: 1 })), 1);
    assert.equal(lambdaOf(amtl({ n: 9, lambda: 2 })), 2);
    assert.equal(lambdaOf(amtl({ lambda: 2 })), 2);
  });

  it("cuts the layout at the size of the label space", () => {
    const rows = [loss("amtl", { labelSpace: 40 })];
    const { layout } = specOf("paper", experiment({ rows }));
    assert.deepEqual([layout.segments, layout.labelSpace], [[10, 20, 10], 40]);
    assert.equal(specOf("smoke", experiment({ rows })).layout.labelSpace, 10);
  });

  it("puts settings into schedule and head, and fills in a loss's defaults", () => {
    const spec = specOf("mini", experiment(), [66], { epochs: 2, "head-rate": 1e-3, block: 32 });
    assert.equal(spec.schedule.epochs, 2);
    assert.deepEqual(
      spec.schedule.groups.map(({ rate }) => rate),
      [1e-3],
    );
    assert.deepEqual(spec.head, { embedding: 768, block: 32 });
    assert.deepEqual(spec.loss, { id: "atl", params: { gamma: 1 } });
    assert.throws(() => grid("mini", experiment(), [66], { block: 100 }), AmtlError);
  });

  it("runs the seeds asked for, else as many as the profile runs", () => {
    const all = experiment();
    assert.deepEqual(seedsOf(all, PROFILES.paper, null), [5, 42, 65, 66, 233]);
    assert.deepEqual(seedsOf(all, PROFILES.mini, null), [66]);
    assert.deepEqual(seedsOf(all, PROFILES.smoke, [7]), [7]);
    assert.deepEqual(seedsOf(experiment({ seeds: [1, 2, 3] }), PROFILES.smoke, null), [1, 2]);
  });

  it("never gives two different trainings one id, nor one training two", () => {
    const seed = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 3 });
    const epochs = fc.integer({ min: 1, max: 3 });
    fc.assert(
      fc.property(seed, epochs, seed, epochs, (seedsA, epochsA, seedsB, epochsB) => {
        const a = plan("smoke", experiment(), seedsA, { epochs: epochsA }).runs;
        const b = plan("smoke", experiment(), seedsB, { epochs: epochsB }).runs;
        const specs = new Map<string, string>();
        for (const { trainId, spec } of [...a, ...b]) {
          const known = specs.get(trainId);
          assert.ok(known === undefined || known === JSON.stringify(spec));
          specs.set(trainId, JSON.stringify(spec));
        }
        assert.equal(new Set(specs.values()).size, specs.size);
      }),
      { numRuns: 40 },
    );
  });

  it("starts runs from an exported model by its content, and learns nothing from one alone", () => {
    const base = { backbone: "atlop", encoder: "bert-base-cased", init: "./model" } as const;
    const from = experiment({ base });
    const epochs = { epochs: 0 };
    const catalog = { ...someCatalog, inits: new Map([["./model", "a1b2c3d4e5"]]) };
    const cells = expand(from, PROFILES.smoke, [5], epochs, catalog);
    const { runs } = planRuns(cells, (names) => Object.fromEntries(names.map((name) => [name, 1])));
    assert.equal(runs[0].spec.init, "a1b2c3d4e5");
    assert.equal(runs[0].spec.schedule.epochs, 0);
    assert.match(runs[0].label, / init a1b2c3d4 seed 5$/);
    assert.notEqual(runs[0].trainId, plan("smoke").runs[0].trainId);
    assert.throws(() => grid("smoke", experiment(), [5], epochs), /Invalid value of epochs/);
  });
});
