import assert from "node:assert/strict";
import type { PlannedCell } from "../../src/experiment/plan/plan.js";
import { loadExperiments } from "../../src/app/select/experiments.js";
import { catalog } from "../../src/methods/index.js";
import { expand } from "../../src/experiment/grid/grid.js";
import { planRuns } from "../../src/experiment/plan/plan.js";
import { PROFILES } from "../../src/methods/profiles/profiles.js";
import type { EvalResult } from "../../src/contract/result.js";
import { valueOf } from "../../src/report/cell-value.js";
import type { ReportCell } from "../../src/report/cell.js";
import { fillCells } from "../../src/report/fill.js";
import { someResult } from "./results.js";

/** 24 relations; the k-th most frequent scores 24 - k, but the last two occur nowhere. */
const scored = (evalId: string): EvalResult => ({
  ...someResult(evalId, 50),
  relationScores: Array.from({ length: 24 }, (_, index) => ({
    relation: `P${index + 1}`,
    pairs: index < 22 ? 3 : 0,
    score: index < 22 ? 23 - index : null,
  })),
});

async function figure1b(): Promise<readonly PlannedCell[]> {
  const [{ experiment }] = await loadExperiments("fig1b");
  return planRuns(expand(experiment, PROFILES.smoke, [5, 42], {}, catalog), () => ({})).cells;
}

describe("the number that a cell shows", () => {
  it("is a relation's score at its place of the band, or the mean of those that occur", async () => {
    const values = (await figure1b()).map((cell) => valueOf(scored("e"), cell.axes));
    assert.deepEqual(values.slice(0, 11), [23, 22, 21, 20, 19, 18, 17, 16, 15, 14, 18.5]);
    assert.deepEqual(values.slice(11), [9, 8, 7, 6, 5, 4, 3, 2, null, null, 5.5]);
  });

  it("is none where the documents have no such relation, for the cell as a whole", async () => {
    const cells = await figure1b();
    const filled = await fillCells("fig1b", "smoke", cells, null, {
      evaluation: (evalId) => Promise.resolve(scored(evalId)),
      time: () => Promise.resolve(null),
      count: () => Promise.resolve(null),
    });
    const kinds = filled.map(({ ours }: ReportCell) => ours.kind);
    assert.deepEqual(
      kinds.filter((kind) => kind !== "value"),
      ["no-data", "no-data"],
    );
    assert.deepEqual(filled[20].ours, {
      kind: "no-data",
      lacks: "gold pairs of some relations in redocred/dev",
    });
    assert.equal(filled[0].description.unit, "logit");
  });

  it("is not made up from an evaluation that kept no scores", async () => {
    const [cell] = await figure1b();
    assert.throws(() => valueOf(someResult("e", 50), cell.axes), /Expected scores of relations/);
  });
});
