import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../src/base/errors.js";
import { csvRow } from "../../src/report/csv-row.js";
import { readCells } from "../../src/report/read-csv.js";
import { inFolder } from "../support/runs/runs.js";
import { someCells, toCsv, toWideCsv } from "./results.js";

describe("reading a CSV", () => {
  it("gives back what was written", async () => {
    const { cells } = await someCells("smoke", { 5: 70 });
    await inFolder(async (folder) => {
      const path = join(folder, "t.csv");
      await writeFile(path, toCsv(cells));
      assert.deepEqual(await readCells(path), cells.map(csvRow));
    });
  });

  it("refuses what is missing, torn, of another form, or double", async () => {
    const { cells } = await someCells("smoke", { 5: 70 });
    const csv = toCsv(cells);
    const bad = {
      "torn.csv": csv.slice(0, -100),
      "quote.csv": `${csv.slice(0, -40)}"`,
      "empty.csv": "",
      "other.csv": "a,b\n1,2\n",
      "table4.wide.csv": toWideCsv(cells),
      "double.csv": csv + csv.split("\r\n")[1],
    };
    await inFolder(async (folder) => {
      for (const [name, content] of Object.entries(bad)) {
        await writeFile(join(folder, name), content);
        await assert.rejects(
          readCells(join(folder, name)),
          (error) => error instanceof AmtlError && error.exitCode === 2,
          name,
        );
      }
      await assert.rejects(readCells(join(folder, "none.csv")), AmtlError);
    });
  });
});
