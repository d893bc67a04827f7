import assert from "node:assert/strict";
import { catalog } from "../../src/methods/index.js";
import { loadExperiments } from "../../src/app/select/experiments.js";
import { expand } from "../../src/experiment/grid/grid.js";
import { planRuns, type PlannedCell } from "../../src/experiment/plan/plan.js";
import { PROFILES } from "../../src/methods/profiles/profiles.js";
import type { ReportCell } from "../../src/report/cell.js";
import { csvRow } from "../../src/report/csv-row.js";
import { fillCells } from "../../src/report/fill.js";
import { tableText } from "../../src/report/formats/text.js";
import { tableOf } from "../../src/report/table.js";
import type { TimeSource } from "../../src/report/timed.js";
import type { TrainingTime } from "../../src/provenance/training-time.js";

const alone = (minutes: number, device = "one"): TrainingTime => ({
  kind: "alone",
  minutes,
  device,
});
const shared: TrainingTime = { kind: "unusable", why: "shared" };

/** Table 9 filled with these times, by row and seed; other runs are not done. */
async function table9(times: readonly (readonly (TrainingTime | null)[])[]) {
  const [{ experiment, paper }] = await loadExperiments("table9");
  const grid = expand(experiment, PROFILES.paper, [5, 42], {}, catalog);
  const plan = planRuns(grid, () => ({}));
  const known = new Map(
    plan.cells.flatMap(({ results }: PlannedCell, row) =>
      results.map(({ trainId }, seed) => [trainId, times[row]?.[seed] ?? null] as const),
    ),
  );
  const time: TimeSource = (trainId) => Promise.resolve(known.get(trainId) ?? null);
  const evaluation = () => Promise.reject(new Error("Expected nothing to be asked for but times"));
  return {
    plan,
    cells: await fillCells("table9", "paper", plan.cells, paper, {
      evaluation,
      time,
      count: evaluation,
    }),
  };
}

const kinds = (cells: readonly ReportCell[]): string[] =>
  cells.map(({ ours }) => (ours.kind === "not-timed" ? ours.why : ours.kind));

describe("a table of minutes", () => {
  it("needs trainings and no evaluation", async () => {
    const { plan } = await table9([]);
    assert.equal(plan.runs.length, 10);
    assert.ok(plan.runs.every(({ evals }) => evals.length === 0));
  });

  it("takes the runs that had their machine alone, if only one, beside the paper's minutes", async () => {
    const { cells } = await table9([
      [alone(40), alone(42)],
      [shared, alone(41)],
      [null, shared],
    ]);
    assert.deepEqual(kinds(cells), ["value", "value", "shared", "missing", "missing"]);
    const rows = cells.map(csvRow);
    assert.deepEqual(
      rows.map(({ ours_mean, n_seeds, unit, paper }) => [ours_mean, n_seeds, unit, paper]),
      [
        ["41.00", "2", "minutes", "40.04"],
        ["41.00", "1", "minutes", "40.23"],
        ["", "", "minutes", "88.42"],
        ["", "0", "minutes", "40.13"],
        ["", "0", "minutes", "41.91"],
      ],
    );
  });

  it("has no times at all where devices differ", async () => {
    const { cells } = await table9([[alone(40)], [alone(80, "another")], [shared]]);
    assert.deepEqual(kinds(cells).slice(0, 3), ["devices", "devices", "shared"]);
  });

  it("says below the table why a time is not there", async () => {
    const { cells } = await table9([[shared, shared]]);
    const header = { id: "table9", title: "Time", x: null, settings: [], seeds: [5, 42] };
    const text = tableText(tableOf({ ...header, profile: "paper" }, cells), 80, false);
    assert.match(text, /│ +not timed │/);
    assert.match(text, /Not timed: other processes worked on the machine/);
    assert.match(text, /To time them: .*--jobs 1/);
  });
});
