import assert from "node:assert/strict";
import Table from "cli-table3";
import fc from "fast-check";
import { textTable } from "../../src/report/text-table.js";

/** The same table by the library whose look it has. */
function byLibrary(head: readonly string[], rows: readonly (readonly string[])[], left: number) {
  const table = new Table({
    head: [...head],
    style: { head: [], border: [], compact: true },
    colAligns: head.map((_, column) => (column < left ? "left" : "right")),
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString();
}

const plain = fc.oneof(
  fc.string({ unit: fc.constantFrom(...Array.from("abcXYZ019 .,±→—éß")), maxLength: 12 }),
  fc.string({ unit: fc.constantFrom("a", "损", "失", "カ", "한", "é", "🙂", "，"), maxLength: 6 }),
);

const dimmed = plain.map((text) => (text === "" ? text : `\u001b[2m${text}\u001b[22m`));
const cell = fc
  .array(fc.oneof(plain, dimmed), { minLength: 1, maxLength: 2 })
  .map((lines) => lines.join("\n"));

describe("textTable", () => {
  it("draws what cli-table3 draws", () => {
    const tables = fc.integer({ min: 1, max: 4 }).chain((columns) => {
      const row = fc.array(cell, { minLength: columns, maxLength: columns });
      return fc.tuple(row, fc.array(row, { minLength: 1, maxLength: 5 }), fc.nat(columns));
    });
    fc.assert(
      fc.property(tables, ([head, rows, left]) => {
        assert.equal(textTable(head, rows, left), byLibrary(head, rows, left));
      }),
    );
  });

  it("draws an empty table as a head", () => {
    assert.equal(textTable(["run", "state"], []), byLibrary(["run", "state"], [], 1));
  });

  it("puts the named columns to the left", () => {
    assert.deepEqual(
      textTable(
        ["a", "b"],
        [
          ["1", "long"],
          ["100", "x"],
        ],
        [1],
      )
        .split("\n")
        .slice(3, 5),
      ["│   1 │ long │", "│ 100 │ x    │"],
    );
  });
});
