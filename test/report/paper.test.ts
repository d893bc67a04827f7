import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { projectRoot } from "../../src/base/root.js";
import { paperCells } from "../../src/report/fill.js";
import { CSV_COLUMNS } from "../../src/report/csv-row.js";
import { PAPER_TABLES, printedText, readPaperTable } from "../../src/report/paper/printed.js";
import { toCsv, toWideCsv } from "./results.js";

/** Filled in when the paper's scale is run, so not part of what the paper prints. */
const OURS = ["ours_mean", "ours_std", "n_seeds", "delta", "verdict", "runs"];

const committed = (name: string): Promise<string> =>
  readFile(join(projectRoot(), "results", "paper", name), "utf8");

const rowsOf = (csv: string): Record<string, string>[] =>
  parse<Record<string, string>>(csv, { columns: true }).map((row) =>
    Object.fromEntries(Object.entries(row).filter(([name]) => !OURS.includes(name))),
  );

describe("the paper's numbers", () => {
  it("are 539 cells in thirteen tables, one of them a dash", async () => {
    const tables = await Promise.all(PAPER_TABLES.map(readPaperTable));
    const cells = tables.flatMap((table) => table.cells);
    assert.equal(cells.length, 539);
    assert.equal(new Set(cells.map(({ id }) => id)).size, 539);
    assert.deepEqual(
      cells.filter(({ value }) => value === null).map(({ id }) => id),
      ["table1/r03/c3"],
    );
    const of = (source: string): number => cells.filter((cell) => cell.source === source).length;
    // The counts of the transcription.
    assert.deepEqual(["quoted", "reproduced", "ours", "unmarked"].map(of), [84, 110, 241, 68]);
  });

  it("are well formed: every cell has a row, a column, a key and a number", async () => {
    for (const table of await Promise.all(PAPER_TABLES.map(readPaperTable))) {
      assert.equal(new Set(table.rows).size, table.rows.length, table.id);
      assert.equal(new Set(table.columns).size, table.columns.length, table.id);
      assert.equal(table.cells.length, table.rows.length * table.columns.length, table.id);
      for (const cell of table.cells) {
        assert.ok(cell.row < table.rows.length && cell.column < table.columns.length, cell.id);
        assert.equal(typeof cell.key.dataset, "string", cell.id);
        assert.equal(typeof cell.key.metric, "string", cell.id);
        assert.match(printedText(cell), cell.decimals === 2 ? /^\d+\.\d\d$/ : /^(\d+)?$/, cell.id);
      }
    }
  });

  it("name a configuration's segments wherever it has some", async () => {
    for (const table of await Promise.all(PAPER_TABLES.map(readPaperTable))) {
      for (const { id, key, run } of table.cells) {
        const segmented = run !== null && key.framework === "amt";
        assert.equal(run !== null && Object.hasOwn(table.runs, run), segmented, id);
      }
    }
  });

  for (const id of PAPER_TABLES) {
    it(`stand in results/paper/${id}.csv as they are in the data`, async () => {
      const cells = paperCells(await readPaperTable(id));
      assert.deepEqual(rowsOf(await committed(`${id}.csv`)), rowsOf(toCsv(cells)));
      const wide = parse(await committed(`${id}.wide.csv`), { columns: true });
      const expected = parse(toWideCsv(cells), { columns: true });
      const printed = (row: Record<string, string>): [string, string][] =>
        Object.entries(row).filter(([name]) => name === "row" || name.endsWith(" (paper)"));
      assert.deepEqual(
        (wide as Record<string, string>[]).map(printed),
        (expected as Record<string, string>[]).map(printed),
      );
    });
  }

  it("have the columns of the design", async () => {
    const [head] = (await committed("table4.csv")).split("\r\n");
    assert.equal(head, CSV_COLUMNS.join(","));
    assert.equal(
      head,
      "table,cell,profile,row,column,backbone,plugin,encoder,train,framework,loss,segment_losses,n," +
        "lambda,ordering,segmentation,label_space,decoder,eval,metric,band,unit,paper,paper_source," +
        "ours_mean,ours_std,n_seeds,delta,verdict,runs,state",
    );
  });
});
