import assert from "node:assert/strict";
import { audit } from "../../../src/app/audit/audit.js";
import { readPaperTable } from "../../../src/report/paper/printed.js";
import { suspicionsOf } from "../../../src/report/verdicts/suspicion.js";

describe("suspect numbers of the paper", () => {
  it("are those that other printed ones contradict, each with another value", async () => {
    const { items } = await audit({});
    const found = suspicionsOf(items);
    const readingsOf = (cell: string) => found.get(cell)?.readings.map(({ value }) => value);
    assert.deepEqual(readingsOf("table3/r14/c6"), [71.34]);
    assert.deepEqual(readingsOf("table4/r11/c3"), [71.22]);
    assert.deepEqual(readingsOf("table3/r15/c5"), [68.89]);
    // The row of Table 11 that repeats the wrong row of Table 6: one reading, though two findings have it.
    assert.deepEqual(readingsOf("table11/r02/c3"), [53.52]);
    assert.equal(found.get("table11/r02/c3")?.findings.length, 2);
    assert.ok(!found.has("table4/r01/c1"));
    for (const [cell, { readings, findings }] of found) {
      const table = await readPaperTable(cell.split("/")[0]);
      const printed = table.cells.find(({ id }) => id === cell)?.value;
      assert.ok(printed !== undefined && findings.length > 0);
      assert.ok(readings.length > 0 && readings.every(({ value }) => value !== printed), cell);
    }
  });
});
