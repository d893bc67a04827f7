import assert from "node:assert/strict";
import { FORMATS } from "../../../src/report/formats/index.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { againstOf } from "../../../src/report/diff/documents.js";
import type { ReportDocument } from "../../../src/report/document/document.js";
import { errorChanges } from "../../../src/report/errors/changes.js";
import { reportDocument } from "../../../src/app/report/document.js";
import { inFolder } from "../../support/runs/runs.js";
import { writeStandInPredictions } from "../../support/runs/stand-in-predictions.js";
import { writeStandIns } from "../../support/runs/stand-in-results.js";
import { tableOf } from "../../../src/report/table.js";
import { CHROMIUM, Page } from "../../support/pages/browser.js";
import { NEAR, someDocument, type Scores } from "./documents.js";

/** Only where there is a browser, and time. */
const LACKS =
  process.env.AMTL_SLOW_TESTS === undefined
    ? "slow"
    : CHROMIUM === null
      ? "no Chromium here"
      : null;

const HTML = FORMATS.get("html")!;

const rendered = async (id: string, document: ReportDocument): Promise<string> =>
  await renderDocument(FORMATS.get(id)!, document);

describe("the page of a report in a browser", function () {
  this.timeout(300_000);
  let document: ReportDocument;
  let html: string;
  before(async function () {
    if (LACKS !== null) {
      this.test!.parent!.title += ` (skipped: ${LACKS})`;
      this.skip();
    }
    document = await someDocument(["table4", "table8", "fig4"], "paper", [5, 42, 65]);
    html = await rendered("html", document);
  });

  async function withPage(
    use: (page: Page) => Promise<void>,
    size: { readonly width?: number } = {},
  ): Promise<void> {
    const page = await Page.open(html, size);
    try {
      await use(page);
      assert.deepEqual(page.said, []);
      const asked = page.requests.filter((url) => !url.startsWith("file:"));
      assert.deepEqual(asked, []);
    } finally {
      await page.close();
    }
  }

  it("says nothing on its console and asks for nothing, wide and narrow", async () => {
    for (const width of [1280, 390]) {
      await withPage(
        async (page) => {
          assert.equal(await page.run("document.querySelectorAll('table.report').length"), 3);
          const wide = await page.run("document.documentElement.scrollWidth <= innerWidth");
          assert.equal(wide, true, `${width} px`);
        },
        { width },
      );
    }
  });

  it("opens a cell by its address, by keyboard, and closes it with Escape", async () => {
    await withPage(async (page) => {
      const id = document.tables[0].list[0].cell;
      await page.run(`location.hash = "#${id}"; new Promise((r) => setTimeout(r, 100))`);
      const open = 'document.querySelector("dialog").open';
      assert.equal(await page.run(open), true);
      assert.match(
        String(await page.run('document.querySelector("dialog").textContent')),
        new RegExp(id),
      );
      assert.equal(await page.run('document.querySelectorAll("dialog polyline.seed").length'), 3);
      await page.press("Escape");
      assert.equal(await page.run(open), false);
      await page.run(`document.querySelector('a.cell[href="#${id}"]').focus()`);
      await page.press("Enter", "\r");
      assert.equal(await page.run(open), true);
      assert.equal(await page.run("decodeURIComponent(location.hash)"), `#${id}`);
      await page.press("Escape");
      assert.equal(await page.run("document.activeElement.getAttribute('href')"), `#${id}`);
    });
  });

  it("filters by what is typed, keeps that in its address, and says what it cannot read", async () => {
    await withPage(async (page) => {
      await page.run('document.querySelector("#query").focus()');
      await page.type("verdict:quoted & row:atl");
      const shown = await page.run(
        '[...document.querySelectorAll("td[data-cell]:not(.off)")].map((each) => each.dataset.cell)',
      );
      const wanted = document.tables
        .flatMap(({ list }) => list)
        .filter(({ verdict, row }) => verdict?.kind === "quoted" && /atl/i.test(row))
        .map(({ cell }) => cell);
      assert.ok(wanted.length > 0);
      assert.deepEqual(shown, wanted);
      assert.match(String(await page.run("location.hash")), /^#\?q=verdict%3Aquoted/);
      await page.run("location.reload(); new Promise((r) => setTimeout(r, 500))").catch(() => null);
      await page.run("new Promise((r) => setTimeout(r, 500))");
      assert.equal(
        await page.run('document.querySelector("#query").value'),
        "verdict:quoted & row:atl",
      );
      await page.run(
        'document.querySelector("#query").value = ""; document.querySelector("#query").focus()',
      );
      await page.type("nonsense:1");
      assert.match(
        String(await page.run('document.querySelector("#found").textContent')),
        /no "nonsense"/,
      );
    });
  });

  it("gives out the bytes that the command line writes", async () => {
    await withPage(async (page) => {
      await page.run(
        "window.saved = []; URL.createObjectURL = (blob) => { saved.push(blob.text()); return '#'; }; HTMLAnchorElement.prototype.click = () => {}",
      );
      for (const [end, id] of [
        ["csv", "csv"],
        ["tex", "latex"],
        ["md", "markdown"],
        ["json", "json"],
      ]) {
        await page.run(`document.querySelector('[data-save="${end}"]:not([data-table])').click()`);
        assert.equal(await page.run("saved.pop()"), await rendered(id, document), end);
      }
      for (const table of document.tables) {
        for (const [end, id] of [
          ["csv", "csv"],
          ["tex", "latex"],
          ["md", "markdown"],
          ["svg", "svg"],
        ]) {
          if (id === "svg" && table.x === null) continue;
          const button = `[data-save="${end}"][data-table="${table.id}"]`;
          await page.run(`document.querySelector('${button}').click()`);
          const wanted = await FORMATS.get(id)!.render(table);
          assert.equal(await page.run("saved.pop()"), wanted, `${table.id} ${end}`);
        }
      }
    });
  });

  it("shows in what two rows or runs differ, by keyboard, and keeps that in its address", async () => {
    await withPage(async (page) => {
      const wait = "new Promise((r) => setTimeout(r, 200))";
      const found = 'document.querySelector("#difference-found").textContent';
      await page.run('document.querySelector("#difference summary").focus()');
      await page.press("Enter", "\r");
      await page.run(wait);
      assert.match(String(await page.run(found)), /A: table4\/ATLB: table4\/Balanced-Softmax/);
      await page.run('document.querySelector("#difference-b").focus()');
      for (const letter of "AMTL") await page.press(letter, letter);
      await page.run(wait);
      assert.match(String(await page.run(found)), /lossatlamtl/);
      assert.match(
        String(await page.run("location.hash")),
        /diff=row&a=table4%2FATL&b=table4%2FAMTL/,
      );
      const runs = document.runs.slice(0, 2).map(({ id }) => id);
      await page.run(`location.hash = "#?diff=run&a=${runs[0]}&b=${runs[0]}"; ${wait}`);
      assert.match(String(await page.run(found)), /^Nothing differs/);
      await page.run(`location.hash = "#?diff=run&a=${runs[0]}&b=${runs[1]}"; ${wait}`);
      assert.match(String(await page.run(found)), /seed542/);
      const settings = "document.querySelector('table.difference tbody').rows.length";
      assert.equal(await page.run(settings), 1);
    });
  });

  it("shows a plot when it is opened, by keyboard", async () => {
    await withPage(async (page) => {
      const place = '#table4 details[data-plot="band-gains"]';
      assert.equal(await page.run(`document.querySelector('${place} svg')`), null);
      await page.run(`document.querySelector('${place} summary').focus()`);
      await page.press("Enter", "\r");
      await page.run("new Promise((r) => setTimeout(r, 300))");
      const size = await page.run(
        `{ const b = document.querySelector('${place} svg').getBoundingClientRect(); [b.width > 300, b.height > 100] }`,
      );
      assert.deepEqual(size, [true, true]);
      const wide = await page.run("document.documentElement.scrollWidth <= innerWidth");
      assert.equal(wide, true);
    });
  });

  it("lists the documents and relations in which rows err less or more", async () => {
    await inFolder(async (results) => {
      const request = { experiments: ["table4"], profile: "smoke", seeds: [5], results } as const;
      await writeStandIns(results, request);
      const found = (await reportDocument(request, HTML)).document;
      const page = await Page.open(await rendered("html", found));
      try {
        const wait = "new Promise((r) => setTimeout(r, 300))";
        await page.run(`location.hash = "#?diff=row&a=table4/ATL&b=table4/AMTL"; ${wait}`);
        const errors = 'document.querySelector("#difference-found details")';
        await page.run(`${errors}.open = true; ${wait}`);
        const captions = `[...${errors}.querySelectorAll("caption")].map((each) => each.textContent)`;
        const texts = (await page.run(captions)) as string[];
        assert.equal(texts.length, 3);
        assert.match(texts[0], /^Documents that gain most from A to B: \d+ of 500 gain$/);
        const groupOf = (row: string) => {
          const { cell } = found.tables[0].list.find((each) => each.row === row)!;
          return found.errors!.find(({ cells }) => cells.includes(cell))!;
        };
        const wanted = errorChanges(groupOf("ATL"), groupOf("AMTL")).documents!;
        const names = `[...${errors}.querySelectorAll("tbody")].map((each) => [...each.rows].map((row) => row.cells[0].textContent))`;
        const shown = (await page.run(names)) as string[][];
        assert.deepEqual(
          shown.slice(0, 2),
          [wanted.slice(0, 20), wanted.slice(-20).reverse()].map((all) =>
            all.map(({ name }) => name),
          ),
        );
        assert.deepEqual(page.said, []);
      } finally {
        await page.close();
      }
    });
  });

  it("shows the facts of a document in which rows differ, by keyboard, as many as are counted", async () => {
    await inFolder(async (results) => {
      const request = {
        experiments: ["table4"],
        profile: "smoke",
        seeds: [5, 42],
        results,
      } as const;
      await writeStandInPredictions(results, request);
      const found = (await reportDocument(request, HTML)).document;
      const page = await Page.open(await rendered("html", found), { width: 390 });
      try {
        const wait = "new Promise((r) => setTimeout(r, 300))";
        await page.run(`location.hash = "#?diff=row&a=table4/ATL&b=table4/AMTL"; ${wait}`);
        const errors = 'document.querySelector("#difference-found details")';
        await page.run(`${errors}.open = true; ${wait}`);
        const button = `${errors}.querySelector("button.facts")`;
        await page.run(`${button}.focus()`);
        await page.press("Enter", "\r");
        const rows = (await page.run(
          `[...${errors}.querySelectorAll("div.facts tbody tr")].map((row) => [...row.cells].map((cell) => cell.textContent))`,
        )) as string[][];
        const counts = String(await page.run(`${button}.closest("tr").textContent`));
        const [, gain] = /\+(\d+\.\d)$/.exec(counts)!;
        const errorsFewer = rows.reduce((sum, [kind, , , , a, b]) => {
          const more = Number(b) - Number(a);
          return sum + (kind === "wrong" ? -more : more);
        }, 0);
        assert.equal(errorsFewer / 2, Number(gain));
        assert.ok(
          rows.some(([kind]) => kind === "gold, B gains"),
          JSON.stringify(rows),
        );
        const wide = await page.run("document.documentElement.scrollWidth <= innerWidth");
        assert.equal(wide, true);
        await page.press("Enter", "\r");
        assert.equal(await page.run(`${errors}.querySelector("div.facts")`), null);
        assert.deepEqual(page.said, []);
      } finally {
        await page.close();
      }
    });
  });

  it("keeps names of cells that differ from another folder in their column, and opens them", async () => {
    const scores: Scores = (printed, seed, id) => NEAR(printed, seed, id)! + 5;
    const other = await someDocument(["table4"], "paper", [5, 42, 65], scores);
    const against = againstOf(document, other, "other");
    assert.ok(against.differences.length > 20);
    const page = await Page.open(await rendered("html", { ...document, against }), { width: 390 });
    try {
      const heads = `[...document.querySelectorAll("#against th[scope=row]")]`;
      assert.equal(
        await page.run(`${heads}.every((each) => each.scrollWidth <= each.clientWidth)`),
        true,
      );
      await page.run(`${heads}[0].querySelector("a").focus()`);
      await page.press("Enter", "\r");
      await page.run("new Promise((r) => setTimeout(r, 100))");
      const shown = String(await page.run('document.querySelector("dialog[open]").textContent'));
      assert.ok(shown.includes(against.differences[0].cell));
      assert.deepEqual(page.said, []);
    } finally {
      await page.close();
    }
  });

  it("orders rows by their largest difference, and back", async () => {
    await withPage(async (page) => {
      const rows =
        '[...document.querySelectorAll("#table4 tr[data-row]")].map((each) => each.dataset.row)';
      const before = await page.run(rows);
      const order = (by: string): Promise<unknown> =>
        page.run(
          `{ const sort = document.querySelector("#sort"); sort.value = "${by}"; sort.dispatchEvent(new Event("change")); }`,
        );
      await order("delta");
      const { rows: names, cells } = document.tables[0];
      const largest = cells.map((line) =>
        Math.max(...line.map((cell) => Math.abs(cell?.delta ?? -1))),
      );
      const [first] = names
        .map((name, at) => ({ name, size: largest[at] }))
        .sort((a, b) => b.size - a.size);
      assert.equal(((await page.run(rows)) as string[])[0], first.name);
      await order("");
      assert.deepEqual(await page.run(rows), before);
    });
  });

  it("keeps its first column in sight on a narrow screen", async () => {
    await withPage(
      async (page) => {
        const left = await page.run(
          '{ const s = document.querySelector("#table4 .scroll"); s.scrollLeft = 200; document.querySelector("#table4 th[scope=row]").getBoundingClientRect().left - s.getBoundingClientRect().left }',
        );
        assert.ok(Math.abs(Number(left)) < 1, String(left));
      },
      { width: 390 },
    );
  });

  it("holds all tables and figures of the paper, with runs, claims and errors, in less than 3 MB", async () => {
    await inFolder(async (results) => {
      const request = { experiments: ["all"], profile: "paper", results } as const;
      const count = await writeStandIns(results, request);
      const found = (await reportDocument(request, HTML)).document;
      assert.equal(found.runs.length, count);
      assert.ok(count > 600, `${count}`);
      assert.ok((found.claims?.claims.length ?? 0) > 80);
      const all = await rendered("html", found);
      assert.ok(Buffer.byteLength(all) < 3_000_000, `${Buffer.byteLength(all)} bytes`);
    });
  });

  it("tells quoted, rerun, own and unmarked numbers by shape, in grey and in forced colours", async () => {
    const [cell] = document.tables[0].list;
    assert.ok(cell.paper !== null);
    const sources = ["ours", "reproduced", "quoted", "unmarked"] as const;
    const { paper } = cell;
    const list = sources.map((source) => ({
      ...cell,
      ...{ cell: `table4/${source}`, row: source, judgement: null, verdict: null },
      paper: { ...paper, source },
    }));
    const table = tableOf(document.tables[0], list);
    const page = await Page.open(await rendered("html", { made: null, tables: [table], runs: [] }));
    try {
      const pictures = async (): Promise<readonly string[]> => {
        const found: string[] = [];
        for (const source of sources) {
          const clip = await page.run(
            `{ const b = document.querySelector('[data-cell="table4/${source}"] .paper').getBoundingClientRect(); ({ x: Math.round(b.right + scrollX) - 90, y: Math.round(b.top + scrollY), width: 90, height: Math.round(b.height), scale: 1 }) }`,
          );
          const shot = await page.send("Page.captureScreenshot", {
            clip,
            captureBeyondViewport: true,
          });
          found.push(String(shot.data));
        }
        return found;
      };
      await page.show({ "forced-colors": "active" });
      assert.equal(new Set(await pictures()).size, sources.length, "forced colours");
      await page.show({});
      await page.run("document.documentElement.style.filter = 'grayscale(1)'");
      assert.equal(new Set(await pictures()).size, sources.length, "grey");
    } finally {
      await page.close();
    }
  });

  it("shows seeds and the printed value in forced colours on a dark canvas", async () => {
    await withPage(async (page) => {
      await page.show({ "forced-colors": "active", "prefers-color-scheme": "dark" });
      const seen = await page.run(
        `{ const colour = (at, name) => getComputedStyle(document.querySelector(at))[name]; [colour(".strip circle", "fill"), colour(".strip .tick", "stroke"), colour("body", "color")] }`,
      );
      const [dot, tick, text] = seen as readonly string[];
      assert.deepEqual([dot, tick], [text, text]);
    });
  });

  it("prints its tables, marks and plots, and no control", async () => {
    const one = { ...document, tables: document.tables.slice(0, 1) };
    const page = await Page.open(await rendered("html", one));
    try {
      await page.show({ "prefers-color-scheme": "dark" }, "print");
      const visible = (at: string): Promise<unknown> =>
        page.run(
          `[...document.querySelectorAll(${JSON.stringify(at)})].some((each) => each.checkVisibility())`,
        );
      for (const at of ["form#filter", ".files", "#difference", "dialog", "details.cells"]) {
        assert.equal(await visible(at), false, at);
      }
      for (const at of ["table.report", ".legend", ".notes", ".plot svg", ".strip"]) {
        assert.equal(await visible(at), true, at);
      }
      const colour = await page.run("getComputedStyle(document.querySelector('.soft')).color");
      assert.equal(colour, "rgb(68, 68, 68)");
      assert.equal((await page.pdf()).subarray(0, 5).toString(), "%PDF-");
    } finally {
      await page.close();
    }
  });

  it("keeps numbers from left to right, and its first column in sight, where text runs the other way", async () => {
    await withPage(
      async (page) => {
        await page.run("document.documentElement.dir = 'rtl'");
        const first = '#table4 th[scope="row"]';
        const wide = await page.run("document.documentElement.scrollWidth <= innerWidth");
        assert.equal(wide, true);
        const gap = await page.run(
          `{ const s = document.querySelector("#table4 .scroll"); s.scrollLeft = -200; s.getBoundingClientRect().right - document.querySelector('${first}').getBoundingClientRect().right }`,
        );
        assert.ok(Math.abs(Number(gap)) < 1, String(gap));
        const order = await page.run(
          `{ const text = document.querySelector("#table4 a.cell").firstChild; const at = (from) => { const r = document.createRange(); r.setStart(text, from); r.setEnd(text, from + 1); return r.getBoundingClientRect().left; }; at(0) < at(text.length - 1) }`,
        );
        assert.equal(order, true);
      },
      { width: 390 },
    );
  });
});
