import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { reportDocument } from "../../../src/app/report/document.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { FORMATS } from "../../../src/report/formats/index.js";
import { CHROMIUM, Page } from "../../support/pages/browser.js";
import { inFolder } from "../../support/runs/runs.js";
import { writeStandIns } from "../../support/runs/stand-in-results.js";
import { someDocument } from "./documents.js";

/** Path of axe-core's axe.min.js, which is no dependency of the project. */
const AXE = process.env.AMTL_AXE;

/** Only where there is a browser, axe, and time. */
const LACKS =
  process.env.AMTL_SLOW_TESTS === undefined
    ? "slow"
    : CHROMIUM === null
      ? "no Chromium here"
      : AXE === undefined
        ? "AMTL_AXE names no axe.min.js"
        : null;

const HTML = FORMATS.get("html")!;
const WAIT = "new Promise((r) => setTimeout(r, 300))";

/** WCAG 2.2 AA and axe's own advice: the rules that are broken, each with the elements that break it. */
const CHECK = `axe.run(document, { resultTypes: ["violations"] }).then(({ violations }) =>
  violations.map(({ id, nodes }) => [id, ...nodes.slice(0, 5).map(({ target, failureSummary }) => target.join(" ") + ": " + failureSummary.split("\\n").slice(1).join(" "))].join("\\n    ")))`;

/** Pages as a reader may see them, by what brings them there. */
const VIEWS: Readonly<Record<string, string>> = {
  "as it opens": "null",
  "with a cell open": `document.querySelector("a.cell").click(); ${WAIT}.then(() => { if (!document.querySelector("dialog").open) throw new Error("no dialog"); })`,
  "with all that opens, open": `document.querySelectorAll("details").forEach((each) => (each.open = true)); ${WAIT}`,
};

describe("the page of a report by axe", function () {
  this.timeout(600_000);
  const pages: Record<string, string> = {};
  before(async function () {
    if (LACKS !== null) {
      this.test!.parent!.title += ` (skipped: ${LACKS})`;
      this.skip();
    }
    const made = await someDocument(["table4", "fig4"], "paper", [5, 42, 65]);
    pages["of the paper's scale"] = await renderDocument(HTML, made);
    await inFolder(async (results) => {
      const request = { experiments: ["table4"], profile: "smoke", seeds: [5], results } as const;
      await writeStandIns(results, request);
      const { document } = await reportDocument(request, HTML);
      pages["with errors and claims"] = await renderDocument(HTML, document);
    });
  });

  it("finds what is wrong in a page", async () => {
    const page = await Page.open("<!doctype html><title>a</title><img src='data:,'><p>text");
    try {
      await page.run(readFileSync(AXE!, "utf8"));
      const found = (await page.run(CHECK)) as readonly string[];
      assert.ok(found.some((each) => each.startsWith("image-alt\n")) && found.length > 1);
    } finally {
      await page.close();
    }
  });

  for (const width of [1280, 390]) {
    for (const scheme of ["light", "dark"]) {
      it(`breaks no rule at ${width} px, ${scheme}`, async () => {
        const script = readFileSync(AXE!, "utf8");
        for (const [name, html] of Object.entries(pages)) {
          for (const [view, act] of Object.entries(VIEWS)) {
            const page = await Page.open(html, { width }, { "prefers-color-scheme": scheme });
            try {
              await page.run(script);
              await page.run(act);
              assert.deepEqual(await page.run(CHECK), [], `${name}, ${view}`);
            } finally {
              await page.close();
            }
          }
        }
      });
    }
  }
});
