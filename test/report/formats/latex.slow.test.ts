import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { paperDocument } from "../../../src/app/report/paper.js";
import type { ReportDocument } from "../../../src/report/document/document.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { html } from "../../../src/report/formats/html.js";
import { latex } from "../../../src/report/formats/latex.js";
import { PAPER_TABLES } from "../../../src/report/paper/printed.js";
import { inFolder } from "../../support/runs/runs.js";
import { NEAR, someDocument } from "../page/documents.js";
import { htmlCells, htmlTables, latexCells } from "./shown-cells.js";

const hasLatex = (): boolean => {
  try {
    execFileSync("kpsewhich", ["booktabs.sty"], { stdio: "ignore" });
    execFileSync("kpsewhich", ["siunitx.sty"], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
};

const LACKS =
  process.env.AMTL_SLOW_TESTS === undefined
    ? "slow"
    : hasLatex()
      ? null
      : "no pdflatex with booktabs and siunitx here";

const TEXT = String.raw`\documentclass{article}
\usepackage[a4paper,margin=2.5cm]{geometry}
\usepackage{booktabs,graphicx,siunitx}
\begin{document}
`;

describe("the LaTeX of all thirteen tables", function () {
  this.timeout(300_000);
  before(function () {
    if (LACKS === null) return;
    this.test!.parent!.title += ` (skipped: ${LACKS})`;
    this.skip();
  });

  const documents: Readonly<Record<string, () => Promise<ReportDocument>>> = {
    "with results": () => someDocument([...PAPER_TABLES]),
    "half trained, one seed": () =>
      someDocument([...PAPER_TABLES], "paper", [5, 42], (printed, seed, id) =>
        seed === 42 && id < "8" ? null : NEAR(printed, seed, id),
      ),
    "in mini, without results": () => someDocument([...PAPER_TABLES], "mini", [5], () => null),
    "of the paper alone": () => paperDocument([]),
  };
  for (const [name, made] of Object.entries(documents)) {
    it(`compiles, fits its pages, and shows what the page shows: ${name}`, async () => {
      const document = await made();
      const tables = htmlTables(await renderDocument(html, document));
      assert.equal(document.tables.length, 13);
      for (const table of document.tables) {
        assert.deepEqual(
          latexCells(latex.render(table), document.made === null ? "paper" : "ours"),
          htmlCells(tables.get(table.id)!),
          table.id,
        );
      }
      const body = latex.together(document).replaceAll("\\end{table}", "\\end{table}\\clearpage");
      const use = String.raw`In the text: \amtl{table4/r11/c1/paper}.`;
      await inFolder(async (folder) => {
        await writeFile(join(folder, "all.tex"), `${TEXT}${body}${use}\n\\end{document}\n`);
        const words = ["-interaction=nonstopmode", "-halt-on-error", "all.tex"];
        const { exitCode, stdout } = await execa("pdflatex", words, { cwd: folder, reject: false });
        assert.equal(exitCode, 0, stdout.slice(-2000));
        const log = await readFile(join(folder, "all.log"), "utf8");
        assert.doesNotMatch(log, /^Overfull|Float too large|Missing character/m);
        assert.match(log, /Output written on all\.pdf \(14 pages/);
      });
    });
  }
});
