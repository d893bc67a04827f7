import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { numberOf, type ReportCell } from "../../../src/report/cell.js";
import type { ReportDocument } from "../../../src/report/document/document.js";
import { readDocument } from "../../../src/report/document/read.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { FORMATS } from "../../../src/report/formats/index.js";
import { unpacked } from "../../../src/report/page/packed.js";
import { readAssets } from "../../../src/report/page/assets.js";
import { commandsOf } from "../../../src/report/explanation/commands.js";
import { writeTable } from "../../../src/report/write.js";
import { stripPlace, stripScale, stripSvg } from "../../../src/report/page/strip.js";
import { bandOf } from "../../../src/report/page/verdict.js";
import { verdictLine } from "../../../src/report/page/summary.js";
import { inFolder } from "../../support/runs/runs.js";
import { asTable, someCells } from "../results.js";
import { someDocument } from "./documents.js";

const html = async (document: ReportDocument): Promise<string> =>
  await renderDocument(FORMATS.get("html")!, document);

describe("the page of a report", function () {
  this.timeout(60_000);
  let document: ReportDocument;
  let page: string;
  before(async () => {
    document = await someDocument(["table4"], "paper", [5, 42]);
    page = await html(document);
  });

  it("says the verdicts in its title and before its first table", () => {
    const line = verdictLine(document.tables[0]);
    assert.match(line, /^table4: \d+ \w+/);
    assert.ok(page.includes(`<title>${line}</title>`));
    assert.ok(page.indexOf(line, page.indexOf("<body>")) < page.indexOf("<table"));
    assert.ok(page.includes("profile paper, seeds 5, 42 · amtl-run 0.1.0 · commit 0123456789ab"));
  });

  it("has details behind every cell, which a link opens without a script, too", () => {
    for (const { cell, ours } of document.tables[0].list) {
      assert.ok(page.includes(`<article id="${cell}" data-detail>`), cell);
      assert.ok(page.includes(`href="#${cell}"`), cell);
      assert.ok(ours.kind !== "value" || ours.runs.every((id) => page.includes(id)));
    }
  });

  it("of one table has its plots without a script, and says what is not drawn", () => {
    for (const plot of ["band-gains", "cost", "learning-curves", "seed-spread"]) {
      assert.match(page, new RegExp(`aria-label="table4: [^"]* --plot ${plot} writes[^"]*"><svg`));
    }
    assert.match(page, /amtl-run report table4 --profile paper --seeds 5,42 --plot cost writes/);
    assert.match(page, /Not drawn: threshold-recall \(no row has runs of several/);
    assert.ok(!page.includes('id="report-plots"'));
  });

  it("of several tables packs its plots, those that its cells show only where there is room", async () => {
    const plotsIn = async (ids: readonly string[], seeds: readonly number[]): Promise<object> => {
      const text = await html(await someDocument(ids, "paper", seeds));
      const packed = /id="report-plots">(.*?)</.exec(text)?.[1] ?? "";
      const plots = unpacked(packed) as Record<string, Record<string, string>>;
      for (const each of Object.values(plots)) {
        assert.ok(Object.values(each).every((svg) => svg.startsWith("<svg ")));
      }
      const left = [...text.matchAll(/so many runs make a page too large/g)].length;
      return { left, names: Object.entries(plots).map(([id, each]) => [id, Object.keys(each)]) };
    };
    const few = ["band-gains", "cost", "learning-curves", "seed-spread"];
    assert.deepEqual(await plotsIn(["table6", "fig5"], [5, 42]), {
      left: 0,
      names: [
        ["table6", few],
        ["fig5", [...few, "threshold-recall"]],
      ],
    });
    assert.deepEqual(await plotsIn(["table3", "table9"], [5, 42, 65, 66, 233]), {
      left: 1,
      names: [["table3", ["band-gains", "cost", "seed-spread"]]],
    });
  });

  it("runs only its own script and style, and names nothing to be loaded", async () => {
    const { script, style } = await readAssets();
    assert.ok(script.length < 40_000, `${script.length} bytes`);
    const policy = /Content-Security-Policy" content="([^"]*)"/.exec(page)?.[1] ?? "";
    assert.match(policy, /^default-src 'none'; /);
    for (const text of [script, style]) {
      assert.ok(policy.includes(createHash("sha256").update(text).digest("base64")));
      assert.ok(page.includes(text));
    }
    assert.doesNotMatch(page.replace(/<svg .*?>/g, ""), /\b(src|href)="(?!#)/);
    assert.doesNotMatch(page, /\bstyle="|\bon\w+="|@import|url\(/);
  });

  it("holds its data once and is read back as what it was made of", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "report.html");
      await writeFile(path, page);
      const json = FORMATS.get("json")!;
      const read = await readDocument(path);
      assert.equal(await renderDocument(json, read), await renderDocument(json, document));
      assert.equal(page.split('"kind":"amtl-run report"').length, 2);
    });
  });

  it("holds the files that the command line writes, byte for byte, a figure's picture among them", async () => {
    await inFolder(async (folder) => {
      const both = await someDocument(["table4", "fig4"], "paper", [5, 42]);
      const text = await html(both);
      const files = unpacked(/id="report-files">(.*?)</.exec(text)?.[1] ?? "");
      assert.deepEqual(
        Object.keys(files as object),
        both.tables.map(({ id }) => id),
      );
      for (const table of both.tables) {
        const ids = ["csv", "markdown", "latex", ...(table.x === null ? [] : ["svg"])];
        const formats = ids.map((id) => FORMATS.get(id)!);
        const paths = await writeTable(folder, table.id, table, formats);
        const own = (files as Record<string, Record<string, string>>)[table.id];
        assert.equal(Object.keys(own).length, paths.length);
        for (const [at, path] of paths.entries()) {
          assert.equal(own[formats[at].extension], await readFile(path, "utf8"), path);
        }
      }
    });
  });

  it("keeps labels with any signs as text", async () => {
    const { cells } = await someCells("smoke", { 5: 70 });
    const label = '</script><b onclick="x">&\'"';
    const odd = asTable(cells.map((cell) => ({ ...cell, row: label })));
    const text = await html({ made: null, tables: [odd], runs: [] });
    assert.ok(!text.includes("<b onclick"));
    assert.equal(text.split("</script>").length, text.split("<script").length);
  });

  it("explains the signs of its own, and not the letters of other formats", () => {
    assert.match(page, /rerun by the authors/);
    assert.doesNotMatch(page.slice(0, page.indexOf("application/json")), /q quoted from/);
  });

  it("names another scale, one seed and half-trained cells", async () => {
    const other = await html(await someDocument(["table4"], "smoke", [5]));
    assert.match(other, /class="banner" role="note"><strong>Profile smoke, not the paper/);
    assert.match(other, /class="state">one seed, no spread</);
    assert.ok(!page.includes('class="banner"'));
    const { cells } = await someCells("paper", { 5: 70 });
    assert.match(
      await html({ made: null, tables: [asTable(cells, "paper")], runs: [] }),
      /70\.00 \(1\/2\).*half trained/,
    );
  });

  it("says which runs failed or stopped, why, and what mends it", async () => {
    const [{ id, label }] = document.runs;
    const failed = { id, label, state: "failed", secondsLeft: null } as const;
    const open = [{ ...failed, problem: "out-of-memory: too large", remedy: "run fewer at once" }];
    const text = await html({ ...document, tables: [{ ...document.tables[0], open }] });
    assert.match(text, /<strong>1 run<\/strong> failed; amtl-run logs RUN says why/);
    const line = `${id} (${label}), out-of-memory: too large. To mend it: run fewer at once`;
    assert.ok(text.includes(`<li>${line}</li>`));
  });
});

describe("a cell's strip", () => {
  it("has a dot a seed at its place, and the printed value", async () => {
    const [cell] = (await someDocument(["table4"], "paper", [5, 42])).tables[0].list;
    const svg = stripSvg(cell, bandOf(cell));
    const scale = stripScale(cell, bandOf(cell))!;
    assert.ok(cell.ours.kind === "value");
    const found = [...svg.matchAll(/cx="([\d.]+)"/g)].map(([, x]) => Number(x));
    assert.equal(found.length, 2);
    found.forEach((x, at) => {
      const value = cell.ours.kind === "value" ? cell.ours.aggregate.values[at] : NaN;
      const share = (value - scale.low) / (scale.high - scale.low);
      assert.ok(Math.abs(x - (4 + 52 * share)) <= 0.5, `${x}`);
    });
    assert.equal(stripPlace(scale.low, scale), 4);
    assert.match(svg, /class="tick"/);
    assert.equal(stripSvg({ ...cell, ours: { kind: "missing" } }, null), "");
  });
});

describe("a cell's commands", () => {
  it("select exactly the cell, with the table's seeds and settings, and add seeds", async () => {
    const { tables } = await someDocument(["table4"], "paper", [5, 42]);
    const table = { ...tables[0], settings: ["variant=official-rates", "epochs=3"] };
    const cell = table.list.find((each: ReportCell) => numberOf(each.ours) !== null)!;
    const { verdict } = cell;
    const open = { kind: "inconclusive", seeds: 6, hours: 2, chance: 0.9 } as const;
    const command = `amtl-run run table4 --profile paper --variant official-rates --set epochs=3 --only cell=${cell.cell} --seeds`;
    const found = commandsOf(table, { ...cell, verdict: open })!;
    assert.equal(found.again, `${command} 5,42 --results again`);
    assert.equal(found.decide?.command, `${command} 5,42,65,66,233,1,2,3`);
    assert.equal(found.finish, null);
    // `why` has no --set.
    assert.equal(found.decide.see, null);
    const plain = { ...table, settings: ["variant=official-rates"] };
    assert.equal(
      commandsOf(plain, { ...cell, verdict: open })!.decide?.see,
      `amtl-run why ${cell.cell} table4 --profile paper --variant official-rates --seeds 5,42,65,66,233,1,2,3`,
    );
    const asked = { experiment: "./my-table.ts", results: "other" };
    const own = commandsOf({ ...table, asked }, { ...cell, verdict: open })!;
    assert.match(own.decide?.command ?? "", /^amtl-run run \.\/my-table\.ts .* --results other$/);
    for (const setting of ["worker=a.py", "init=model-0123abcd"]) {
      assert.equal(commandsOf({ ...table, settings: [setting] }, { ...cell, verdict }), null);
    }
  });

  it("make a cell that is not there, and finish one that is half trained", async () => {
    const { tables } = await someDocument(["table4"], "paper", [5, 42]);
    const [table] = tables;
    const cell = table.list.find(({ ours }) => ours.kind === "value")!;
    const missing = commandsOf(table, { ...cell, ours: { kind: "missing" }, verdict: null })!;
    assert.match(missing.again, /--seeds 5,42$/);
    assert.ok(cell.ours.kind === "value");
    const ours = { ...cell.ours, seeds: [42], runs: cell.ours.runs.slice(1), waiting: 1 };
    const half = commandsOf(table, { ...cell, ours, verdict: null })!;
    assert.match(half.again, /--seeds 42 --results again$/);
    assert.match(half.finish?.command ?? "", /--seeds 42,5$/);
  });
});
