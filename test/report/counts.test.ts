import assert from "node:assert/strict";
import { loadExperiments } from "../../src/app/select/experiments.js";
import { expand } from "../../src/experiment/grid/grid.js";
import { planRuns } from "../../src/experiment/plan/plan.js";
import { catalog } from "../../src/methods/index.js";
import { PROFILES, type Profile } from "../../src/methods/profiles/profiles.js";
import { csvRow } from "../../src/report/csv-row.js";
import { fillCells, type Counts } from "../../src/report/fill.js";
import { notesOf } from "../../src/report/notes.js";
import { tableOf, type ReportTable } from "../../src/report/table.js";

/** DWIE's published test file; of the other splits nothing is there. */
const DWIE_TEST: Counts = { documents: 99, relations: 65, triples: 2459 };

async function table1({ id }: Profile): Promise<ReportTable> {
  const [{ experiment, paper }] = await loadExperiments("table1");
  const plan = planRuns(expand(experiment, PROFILES[id], [], {}, catalog), () => ({}));
  const never = (): never => {
    throw new Error("Expected nothing to be asked for but counts");
  };
  const cells = await fillCells("table1", id, plan.cells, paper, {
    evaluation: never,
    time: never,
    count: (split) => Promise.resolve(split === "dwie/test" ? DWIE_TEST : null),
  });
  const { title, x } = experiment;
  return tableOf({ id: "table1", title, profile: id, settings: [], seeds: [], x }, cells);
}

describe("a table of counts", () => {
  it("stands beside the paper's counts, and says where they differ", async () => {
    const table = await table1(PROFILES.paper);
    const row = table.rows.indexOf("DWIE test");
    const shown = table.cells[row].map((cell) => {
      const { paper, ours_mean, n_seeds, delta } = csvRow(cell!);
      return [paper, ours_mean, n_seeds, delta];
    });
    assert.deepEqual(shown, [
      ["99", "99", "", "0"],
      ["65", "65", "", "0"],
      ["2495", "2459", "", "-36"],
    ]);
    const note = "Other than the paper counts: DWIE test, #Triples.: 2459, not 2495 (-36).";
    assert.ok(notesOf(table).includes(note));
  });

  it("says which files are not here, and what brings them", async () => {
    const table = await table1(PROFILES.paper);
    assert.deepEqual(table.cells[0][0]?.ours, { kind: "no-file", split: "docred/train" });
    const note = notesOf(table).find((line) => line.startsWith("No file: docred/train, "));
    assert.match(note ?? "", /amtl-run data get --profile paper\.$/);
  });

  it("compares at the paper's scale only", async () => {
    const table = await table1(PROFILES.mini);
    assert.ok(table.list.every(({ delta }) => delta === null));
  });
});
