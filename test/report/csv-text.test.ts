import assert from "node:assert/strict";
import { parse } from "csv-parse/sync";
import fc from "fast-check";
import { csvText, labelText } from "../../src/report/csv-text.js";

describe("CSV", () => {
  it("gives back any texts, line feeds, quotes and commas among them", () => {
    const text = fc.string({ unit: fc.constantFrom("a", ",", '"', "\n", "\r", "漢", " ") });
    fc.assert(
      fc.property(
        fc.array(fc.array(text, { minLength: 3, maxLength: 3 }), { minLength: 1 }),
        (rows) => {
          assert.deepEqual(parse(csvText(rows), { record_delimiter: "\r\n" }), rows);
        },
      ),
    );
  });

  it("writes a label as a text where a spreadsheet would take it for a formula", () => {
    for (const label of ['=HYPERLINK("x")', "@SUM(A1)", "+1", "-1", "\t=1", "\n=1", "＝1", "＠x"])
      assert.equal(labelText(label), `'${label}`);
    for (const label of ["ATL", "Ours+", "自适应阈值"]) assert.equal(labelText(label), label);
  });
});
