import assert from "node:assert/strict";
import { claims } from "../../../src/app/claims/claims.js";
import { reportDocument } from "../../../src/app/report/document.js";
import { oursText, paperText } from "../../../src/report/explanation/claims.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { html } from "../../../src/report/formats/html.js";
import { claimsLine } from "../../../src/report/page/claims.js";
import { escaped } from "../../../src/report/page/markup.js";
import { inFolder } from "../../support/runs/runs.js";
import { scoreAll } from "../../support/runs/scored.js";

describe("the claims of a page", function () {
  this.timeout(60_000);

  it("are those of amtl-run claims, in its words and counts, each with its cells", async () => {
    await inFolder(async (results) => {
      const request = {
        experiments: ["table4"],
        profile: "smoke",
        seeds: [5, 42],
        results,
      } as const;
      await scoreAll(results, request, ({ spec }) => 70 + spec.seed / 100);
      const { document } = await reportDocument(request, html);
      const page = await renderDocument(html, document);
      const there = await claims({ names: ["table4"], ...request });
      assert.ok(document.claims !== undefined && there.claims.length > 5);
      assert.deepEqual(document.claims.counts, there.counts);
      assert.ok(page.includes(`<a href="#claims">${claimsLine(document.claims)}</a>`));
      const shown = new Set(document.tables.flatMap(({ list }) => list.map(({ cell }) => cell)));
      for (const claim of there.claims) {
        const row = page.split(`<tr id="claim/${claim.id}"`)[1].split("</tr>")[0];
        for (const text of [claim.statement, claim.where, paperText(claim), oursText(claim)]) {
          assert.ok(row.includes(escaped(text)), `${claim.id}: ${text}`);
        }
        for (const cell of claim.cells.filter((each) => shown.has(each))) {
          assert.ok(row.includes(`href="#${cell}"`), cell);
          const article = page.split(`<article id="${cell}"`)[1].split("</article>")[0];
          assert.ok(article.includes(`<a href="#claim/${claim.id}">`), cell);
        }
      }
    });
  });

  it("are not there for another schedule, which no claim speaks of", async () => {
    await inFolder(async (results) => {
      const request = { experiments: ["table4"], settings: { epochs: 3 }, results } as const;
      const { document } = await reportDocument(request, html);
      assert.equal(document.claims, undefined);
      assert.match(await renderDocument(html, document), /Claims of the paper: not tested, as the/);
      assert.equal((await reportDocument(request)).document.withoutClaims, undefined);
    });
  });

  it("are none of a study that the paper does not have, whatever its settings", async () => {
    await inFolder(async (results) => {
      for (const settings of [{}, { epochs: 3 }]) {
        const request = { experiments: ["eq2"], settings, results } as const;
        const { document } = await reportDocument(request, html);
        assert.equal(document.claims, undefined);
        assert.equal(document.withoutClaims, "none is about what this page shows");
      }
    });
  });
});
