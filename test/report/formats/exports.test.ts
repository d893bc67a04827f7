import assert from "node:assert/strict";
import { ofTables } from "../../../src/report/document/document.js";
import { evalResults } from "../../../src/report/formats/eval-results.js";
import { record } from "../../../src/report/formats/record.js";
import { asTable, someCells } from "../results.js";

const some = async () => asTable((await someCells("paper", { 5: 70, 42: 71.5 })).cells, "paper");

describe("a record of a reproduction", () => {
  it("has what was claimed, what was found, and the command, of each cell with both", async () => {
    const table = await some();
    const { records } = JSON.parse(record.render(table)) as { records: Record<string, unknown>[] };
    const both = table.list.filter(({ paper, ours }) => paper !== null && ours.kind === "value");
    assert.equal(records.length, both.length);
    const found = records.find(({ cell }) => cell === "table4/r11/c1");
    assert.deepEqual(found?.claimed, { value: 75.63, source: "ours", citedFrom: null });
    const verified = found.verified as Record<string, unknown>;
    assert.deepEqual(verified.values, [70, 71.5]);
    assert.deepEqual(verified.seeds, [5, 42]);
    assert.match(String(found.command), /^amtl-run run table4 .*--only cell=table4\/r11\/c1 /);
    assert.equal((found.fingerprints as unknown[]).length, 2);
  });

  it("has none where nothing was measured", async () => {
    const { cells } = await someCells("paper", {});
    const empty = JSON.parse(record.render(asTable(cells, "paper"))) as { records: unknown[] };
    assert.deepEqual(empty.records, []);
  });
});

describe("scores as a model index", () => {
  it("are named by what was trained, each with its data set, metric, mean and spread", async () => {
    const index = JSON.parse(evalResults.together(ofTables([await some()]))) as {
      "model-index": { name: string; results: Record<string, unknown>[] }[];
    };
    const models = index["model-index"];
    const amtl = models.filter(({ name }) => name.includes("-amtl-"));
    assert.equal(new Set(models.map(({ name }) => name)).size, models.length);
    assert.ok(amtl.length > 0);
    const [{ results }] = amtl;
    assert.deepEqual(results[0].metrics, [
      { type: "f1", name: "F1, mean of 2 seeds", value: 70.75, args: { std: 1.06, seeds: 2 } },
    ]);
    assert.equal((results[0].dataset as { type: string }).type, "redocred");
  });
});
