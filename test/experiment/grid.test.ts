import assert from "node:assert/strict";
import fc from "fast-check";
import { AmtlError } from "../../src/base/errors.js";
import { amtl, cells, loss } from "../../src/experiment/dsl.js";
import type { Experiment } from "../../src/experiment/experiment.js";
import { expand, seedsOf, type GridCell } from "../../src/experiment/grid.js";
import { countConfigurations, planRuns, type Plan } from "../../src/experiment/plan.js";
import { PROFILES } from "../../src/experiment/profiles.js";
import type { Settings } from "../../src/experiment/settings.js";
import type { ProfileId, TrainSpec } from "../../src/experiment/types.js";
import { someCatalog } from "./catalog.js";
import { experiment } from "./tables.js";

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
      }),
      { numRuns: 40 },
    );
  });
});
