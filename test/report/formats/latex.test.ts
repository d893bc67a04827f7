import assert from "node:assert/strict";
import { renderDocument } from "../../../src/report/document/render.js";
import { html } from "../../../src/report/formats/html.js";
import { latex } from "../../../src/report/formats/latex.js";
import { NEAR, someDocument, type Scores } from "../page/documents.js";
import { htmlCells, htmlTables, latexCells } from "./shown-cells.js";

/** Some seeds are missing, of some cells all. */
const PARTLY: Scores = (printed, seed, id) =>
  (seed === 42 && id < "8") || id < "2" ? null : NEAR(printed, seed, id);

const states: readonly (readonly [string, Scores])[] = [
  ["finished", NEAR],
  ["partly trained", PARTLY],
  ["not trained", () => null],
];

describe("the LaTeX of a table and the page", () => {
  for (const [state, scores] of states) {
    it(`show the same in each cell: ${state}`, async () => {
      // Counts, plugins that are not there, groups of rows, marks of sources.
      const ids = ["table1", "table4", "table7", "table8"];
      const document = await someDocument(ids, "paper", [5, 42], scores);
      const tables = htmlTables(await renderDocument(html, document));
      for (const table of document.tables) {
        const [fromLatex, fromPage] = [
          latexCells(latex.render(table)),
          htmlCells(tables.get(table.id)!),
        ];
        assert.equal(fromPage.length, table.rows.length * table.columns.length);
        assert.deepEqual(fromLatex, fromPage, table.id);
      }
    });
  }
});
