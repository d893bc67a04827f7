import assert from "node:assert/strict";
import { judgementSchema, verdictSchema } from "../../../src/report/document/verdict-schema.js";
import { summaryOf } from "../../../src/report/verdicts/summary.js";
import { FIVE, judged, SUSPICIONS } from "../judged.js";

describe("judging a table", () => {
  it("gives every cell with a printed number a verdict and what it rests on", async () => {
    const cells = await judged();
    assert.ok(cells.length > 0);
    for (const { paper, ours, verdict, judgement } of cells) {
      assert.ok(paper !== null && ours.kind === "value" && verdict !== null && judgement !== null);
      assert.deepEqual(ours.seeds, FIVE);
      assert.equal(ours.seeds.length, ours.runs.length);
      assert.ok(judgement.difference !== null && judgement.deviation !== null);
      assert.equal(judgement.panel === null, verdict.kind === "quoted");
      assert.equal(judgement.tier, 1);
      // What the JSON of a report may hold.
      assert.deepEqual(judgementSchema.parse(judgement), judgement);
      assert.deepEqual(verdictSchema.parse(verdict), verdict);
    }
  });

  it("counts them over the table, with the criteria and how deviations were pooled", async () => {
    const cells = await judged();
    const summary = summaryOf(cells);
    assert.ok(summary !== null);
    const { counts, reproduced, pooling, criteria } = summary;
    const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
    assert.equal(all, cells.length);
    assert.ok(counts.quoted > 0 && counts.missing === 0);
    assert.equal(reproduced.of, cells.length - counts.quoted);
    assert.ok(reproduced.least <= criteria.equivalent && criteria.equivalent <= reproduced.most);
    for (const { pooled, rows } of pooling) assert.equal(pooled?.rows, rows);
    assert.deepEqual([summary.halfTrained, summary.oneSeed], [0, 0]);
  });

  it("says half-trained and single seeds, and has no verdict where nothing is", async () => {
    const half = summaryOf(await judged({}, { 5: 73.2, 42: 73.5 }));
    assert.ok(half !== null && half.halfTrained > 0 && half.oneSeed === 0);
    const one = await judged({}, { 5: 73.2 });
    const summary = summaryOf(one);
    assert.ok(summary !== null && summary.oneSeed === one.length);
    assert.deepEqual(summary.pooling, []);
    assert.ok(
      one.every(({ verdict }) => verdict?.kind === "quoted" || verdict?.kind === "inconclusive"),
    );
    assert.ok(one.every(({ judgement }) => judgement?.difference === null));
    const none = await judged({}, {});
    assert.ok(
      none.every(({ verdict }) => verdict?.kind === "missing" || verdict?.kind === "quoted"),
    );
  });

  it("shows both readings of a number that others contradict", async () => {
    const cell = (await judged({ suspicions: SUSPICIONS })).find(
      (each) => each.cell === "table4/r01/c1",
    );
    assert.ok(cell?.verdict?.kind === "suspect");
    assert.deepEqual(
      cell.verdict.readings.map(({ printed, verdict }) => [printed, verdict]),
      [
        [73.29, "equivalent"],
        [70, "different"],
      ],
    );
    assert.equal(cell.judgement?.p, null);
  });
});
