import assert from "node:assert/strict";
import type { ReportTable } from "../../../src/report/table.js";
import { firstPlaces, tiesText } from "../../../src/report/page/ties.js";
import { rankTiers } from "../../../src/report/verdicts/tiers.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { html } from "../../../src/report/formats/html.js";
import { NEAR, someDocument } from "./documents.js";

const columnOf = (table: ReportTable, at: number) => table.cells.map((line) => line[at]);

describe("the first place of a column", () => {
  it("is shared by the best and all that no test tells from it", async () => {
    const { tables } = await someDocument(["table4"], "paper", [5, 42, 65]);
    const [table] = tables;
    table.columns.forEach((_, at) => {
      const cells = columnOf(table, at).flatMap((cell) => cell ?? []);
      const tiers = rankTiers(
        cells.map(({ row, ours }) => ({
          id: row,
          values: ours.kind === "value" ? ours.aggregate.values : [],
        })),
      );
      const [place, ...others] = firstPlaces(cells);
      assert.deepEqual(others, []);
      assert.deepEqual(
        place.first,
        [...tiers].filter(([, tier]) => tier === 1).map(([row]) => row),
      );
      assert.deepEqual(place.bold, ["AMTL"]);
    });
  });

  it("says where the number that the paper prints in bold is not first", async () => {
    // Everything that is printed above 75 falls: AMTL's bold 75.63 does not hold.
    const fallen = await someDocument(["table4"], "paper", [5, 42, 65], (printed, seed, id) =>
      NEAR(printed > 75 ? 70 : printed, seed, id),
    );
    const [place] = firstPlaces(columnOf(fallen.tables[0], 0));
    assert.deepEqual(place.beaten, ["AMTL"]);
    assert.ok(!place.first.includes("AMTL"));
    const text = tiesText([place]);
    assert.match(text, /^first place: \d+ methods?; bold in the paper: AMTL, not first$/);
    const page = await renderDocument(html, fallen);
    assert.ok(page.includes(`F1<span class="ties">${text}</span></th>`));
    assert.match(page, /class="paper bold">75\.63/);
    const both = [place, { first: ["ATL"], bold: ["ATL"], beaten: [] }];
    assert.equal(
      tiesText(both),
      `first places: ${place.first.length}, 1 methods; bold in the paper: 2, 1 of them not first`,
    );
  });

  it("is nobody's where no test was made, or the best has one seed", async () => {
    const other = await someDocument(["table4"], "smoke", [5, 42]);
    assert.equal(tiesText(firstPlaces(columnOf(other.tables[0], 0))), "");
    const single = await someDocument(["table4"], "paper", [5]);
    assert.equal(tiesText(firstPlaces(columnOf(single.tables[0], 0))), "");
  });

  it("leaves open what a bold number of one seed would be", () => {
    const place = { first: ["ATL", "AFL"], bold: ["AMTL"], beaten: [] };
    assert.match(
      tiesText([place]),
      /^first place: 2 methods; bold in the paper: AMTL, not ranked$/,
    );
  });
});
