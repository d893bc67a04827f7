import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { projectRoot } from "../../../src/base/root.js";
import { AmtlError } from "../../../src/base/errors.js";
import { ofTables } from "../../../src/report/document/document.js";
import { readDocument } from "../../../src/report/document/read.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { contentSchema } from "../../../src/report/document/schema.js";
import { FORMATS, formatOfFile } from "../../../src/report/formats/index.js";
import { paperTable } from "../../../src/report/fill.js";
import { PAPER_TABLES, readPaperTable } from "../../../src/report/paper/printed.js";
import type { ReportTable } from "../../../src/report/table.js";
import { reportJsonSchema } from "../../support/commands/report-schema.js";
import { inFolder } from "../../support/runs/runs.js";
import { ALL, someView } from "../figure/figures.js";
import { asTable, someCells } from "../results.js";

const some = async (): Promise<ReportTable> =>
  asTable((await someCells("paper", { 5: 70, 42: 71.5 })).cells, "paper");

const rendered = async (id: string, tables: readonly ReportTable[]): Promise<string> =>
  await renderDocument(FORMATS.get(id)!, ofTables(tables));

const fails = (where: string) => (error: unknown) =>
  error instanceof AmtlError && error.exitCode === 2 && error.details.where === where;

describe("the JSON of a report", () => {
  it("has the value of each seed, and where it comes from", async () => {
    const text = JSON.stringify(JSON.parse(await rendered("json", [await some()])));
    assert.ok(text.includes('"values":[70,71.5]'), text);
    assert.ok(text.includes('"heading":["Re-DocRED","F1"]'));
    assert.ok(text.includes('"kind":"amtl-run report","version":1'));
  });

  it("follows its schema, for every table of the paper and a figure, and no other does", async () => {
    const tables = await Promise.all(
      PAPER_TABLES.map(async (id) => paperTable(await readPaperTable(id))),
    );
    const text = await rendered("json", [
      ...tables,
      await some(),
      await someView("fig4", "smoke", [5], ALL),
    ]);
    const value: unknown = JSON.parse(text);
    assert.deepEqual(contentSchema.parse(value), value);
    const other: unknown = JSON.parse(text.replace('"version": 1', '"version": 2'));
    assert.ok(!contentSchema.safeParse(other).success);
  });

  it("is written down as it is: docs/report.schema.json", async () => {
    const path = join(projectRoot(), "docs", "report.schema.json");
    const text = JSON.stringify(JSON.parse(await readFile(path, "utf8")));
    assert.equal(text, JSON.stringify(reportJsonSchema()), "npm run write-schemas");
  });

  it("is read back as the tables that it was made of", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "report.json");
      const text = await rendered("json", [await some()]);
      await writeFile(path, text);
      const read = await readDocument(path);
      const [{ rows, columns }] = read.tables;
      const table = await some();
      assert.deepEqual({ rows, columns }, { rows: table.rows, columns: table.columns });
      assert.equal(await renderDocument(FORMATS.get("json")!, read), text);
    });
  });

  it("is refused where it is none: torn, of another kind, or not there", async () => {
    await inFolder(async (folder) => {
      for (const text of ["{", '{"tables":[]}', "<html></html>"]) {
        const path = join(folder, "report.json");
        await writeFile(path, text);
        await assert.rejects(readDocument(path), fails(path));
      }
      const none = join(folder, "none.html");
      await assert.rejects(readDocument(none), fails(none));
    });
  });
});

describe("one file of several tables", () => {
  it("has one head in CSV, and all tables in the others", async () => {
    const second = { ...(await some()), id: "second" };
    const rows: readonly (readonly string[])[] = parse(
      await rendered("csv", [await some(), second]),
    );
    assert.equal(rows.length, 1 + 2 * (await some()).list.length);
    for (const id of ["text", "markdown", "latex", "wide-csv"]) {
      const one = (await rendered(id, [await some()])).length;
      assert.ok((await rendered(id, [await some(), second])).length > 1.8 * one, id);
    }
  });

  it("is a picture only of one figure", async () => {
    const figure = await someView("fig4", "smoke", [5], ALL);
    assert.match(await rendered("svg", [await some(), figure]), /^<svg/);
    await assert.rejects(rendered("svg", [await some()]), fails("--format"));
    await assert.rejects(rendered("svg", [figure, figure]), fails("--format"));
  });
});

describe("the format of a file", () => {
  it("is the one that is asked for, or that of its name, or text on standard output", () => {
    assert.equal(formatOfFile("a.txt", ["latex"]).id, "latex");
    assert.equal(formatOfFile("x/a.tex", []).id, "latex");
    assert.equal(formatOfFile("a.csv", []).id, "csv");
    assert.equal(formatOfFile("a.wide.csv", []).id, "wide-csv");
    assert.equal(formatOfFile("-", []).id, "text");
  });

  it("is refused where nothing says it, or too much does", () => {
    assert.throws(() => formatOfFile("a.docx", []), fails("--out"));
    assert.throws(() => formatOfFile("a", ["latex", "csv"]), fails("--format"));
    assert.throws(() => formatOfFile("-", ["latx"]), fails("--format"));
  });
});
