import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { parse } from "csv-parse/sync";
import { AmtlError } from "../../../src/base/errors.js";
import { FORMATS, formatsFor } from "../../../src/report/formats/index.js";
import type { ReportTable } from "../../../src/report/table.js";
import { writeTable } from "../../../src/report/write.js";
import { inFolder } from "../../support/runs/runs.js";
import { ALL, someView } from "../figure/figures.js";
import { asTable, someCells } from "../results.js";

const F1 = { 5: 70, 42: 71.5 };
const some = async (): Promise<ReportTable> => asTable((await someCells("smoke", F1)).cells);
const rendered = async (id: string, table: ReportTable): Promise<string> =>
  await FORMATS.get(id)!.render(table);

describe("output formats", () => {
  it("are CSV, the wide CSV and a figure's picture, and those that are asked for", () => {
    const ids = (asked: readonly string[]): string[] => formatsFor(asked).map(({ id }) => id);
    assert.deepEqual(ids([]), ["csv", "wide-csv", "svg"]);
    assert.deepEqual(ids(["latex", "csv"]), ["csv", "latex", "wide-csv", "svg"]);
  });

  it("refuse an unknown one and offer the nearest", () => {
    assert.throws(
      () => formatsFor(["latx"]),
      (error) => error instanceof AmtlError && error.details.fix === "write latex",
    );
  });

  for (const [id, { shows }] of FORMATS) {
    if (shows !== "table") continue;
    it(`${id} shows every number of ours and of the paper`, async () => {
      const text = await rendered(id, await some());
      for (const number of ["70.75", "69.75", "73.29", "75.63"]) {
        assert.ok(text.includes(number), `${number} in ${text}`);
      }
      for (const row of ["ATL", "AMTL"]) assert.ok(text.includes(row));
    });
  }

  it("hold labels with any signs, each in its line", async () => {
    const { cells } = await someCells("smoke", F1);
    const label = '=1+1 | <b>&"\n漢字 $x_1$';
    const odd = asTable(
      cells.map((cell) => ({
        ...cell,
        row: cell.row === "ATL" ? label : cell.row,
        column: `=${cell.column}`,
      })),
    );
    const text = async (id: string): Promise<string> => await rendered(id, odd);
    for (const id of ["csv", "wide-csv"]) {
      const rows: readonly (readonly string[])[] = parse(await text(id));
      assert.equal(new Set(rows.map(({ length }) => length)).size, 1);
      assert.ok(rows.flat().includes(`'${label}`));
      assert.ok(!rows.flat().some((field) => field.startsWith("=")));
    }
    assert.match(await text("markdown"), /^\| =1\+1 \\\| \\<b>&" 漢字 \$x\\_1\$ \|/m);
    assert.match(await text("latex"), /^ {4}=1\+1 \| <b>\\&" 漢字 \\\$x\\_1\\\$ &/m);
    assert.match(await text("html"), /<th scope="row">=1\+1 \| &lt;b&gt;&amp;&quot;\n漢字/);
    assert.match(await text("text"), /│ =1\+1 \| <b>&" 漢字 \$x_1\$ │/);
  });

  it("write a picture of a figure only, after the other files", async () => {
    await inFolder(async (folder) => {
      const figure = await someView("fig4", "smoke", [5], ALL);
      const names = async (table: ReportTable): Promise<string[]> =>
        (await writeTable(folder, "t", table, formatsFor([]))).map((path) =>
          path.slice(folder.length + 1),
        );
      assert.deepEqual(await names(await some()), ["t.csv", "t.wide.csv"]);
      assert.deepEqual(await names(figure), ["t.csv", "t.wide.csv", "t.svg"]);
      assert.match(await readFile(`${folder}/t.svg`, "utf8"), /^<svg/);
    });
  });
});

describe("the LaTeX of a table", () => {
  it("spans the outer headings and escapes what LaTeX reads", async () => {
    const text = await rendered("latex", await some());
    assert.ok(text.includes(String.raw`\multicolumn{2}{c}{Re-DocRED}`), text);
    assert.ok(text.includes(String.raw`\cmidrule(lr){2-3}`));
    assert.ok(text.includes("70.75(106)"));
    assert.ok(text.includes(String.raw`73.29{\rlap{\textsuperscript{q}}}`));
    assert.ok(text.includes("S[table-format = 2.2(3)]"));
    const [cell] = (await some()).list;
    const odd = asTable([{ ...cell, row: String.raw`A_1 & 50 % \x`, heading: ["a~b"] }]);
    assert.ok((await rendered("latex", odd)).includes(String.raw`A\_1 \& 50 \% \textbackslash{}x`));
    assert.ok((await rendered("latex", odd)).includes(String.raw`a\textasciitilde{}b`));
  });

  it("has a macro for each number, so that a text never retypes one", async () => {
    const lines = (await rendered("latex", asTable((await someCells("paper", F1)).cells, "paper")))
      .split("\n")
      .filter((line) => line.includes("{table4/r11/c1"));
    assert.deepEqual(
      lines.map((line) => line.replace(/^.amtlset.table4.r11.c1(.*?)}/, "$1")),
      ["{70.75}", "/std{1.06}", "/n{2}", "/paper{75.63}", "/delta{-4.88}"],
    );
  });

  it("has as many fields in each line as the table has columns", async () => {
    const table = await some();
    const lines = (await rendered("latex", table))
      .split("\n")
      .filter((line) => line.endsWith("\\\\") && !line.includes("multicolumn"));
    assert.equal(lines.length, 1 + 2 * table.rows.length);
    for (const line of lines) assert.equal(line.split(" & ").length, 1 + table.columns.length);
  });
});

describe("the HTML and Markdown of a table", () => {
  it("escape what they would read as markup", async () => {
    const [cell] = (await some()).list;
    const odd = asTable([{ ...cell, row: "a <b> | c & d" }]);
    assert.ok((await rendered("html", odd)).includes("a &lt;b&gt; | c &amp; d"));
    assert.ok((await rendered("markdown", odd)).includes(String.raw`a \<b> \| c & d`));
  });

  it("span the outer headings in HTML, and have them before the inner ones in Markdown", async () => {
    assert.match(
      await rendered("html", await some()),
      /<th scope="colgroup" colspan="2">Re-DocRED<\/th>/,
    );
    assert.match(
      await rendered("markdown", await some()),
      /\| Re-DocRED F1 \| Re-DocRED Ign-F1 \|/,
    );
  });
});
