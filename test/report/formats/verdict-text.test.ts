import assert from "node:assert/strict";
import { markdown } from "../../../src/report/formats/markdown.js";
import { tableText } from "../../../src/report/formats/text.js";
import { verdictLines, verdictNotes } from "../../../src/report/formats/verdict-text.js";
import { FIVE, judged, SUSPICIONS } from "../judged.js";
import { asTable, someCells } from "../results.js";

const paperTable = async (...args: Parameters<typeof judged>) =>
  asTable(await judged(...args), "paper");

describe("verdicts in words", () => {
  it("stand above the table, with what is unfinished, and their marks beside the numbers", async () => {
    const table = await paperTable({ suspicions: SUSPICIONS });
    const [first, criteria, ...rest] = verdictLines(table);
    assert.equal(first, "verdict: 4 different, 1 suspect, 1 quoted");
    assert.equal(criteria, "over all criteria 0 of 4 tested cells reproduced");
    assert.deepEqual(rest, []);
    for (const text of [tableText(table, 80, false), markdown.render(table)]) {
      const [above, below] = [text.indexOf("verdict: "), text.indexOf("ATL")];
      assert.ok(above > 0 && above < below);
      assert.match(text, /73\.29q \(\+0\.01\) !/);
      assert.match(text, /75\.63 \(-2\.33\) ≠/);
      assert.match(text, /Suspect: table4\/r01\/c1 \(73\.29 here, 70 there\)\./);
      assert.match(text, /pool the standard deviation over the rows of a column: 2 rows, 8\s+deg/);
    }
  });

  it("say plainly what is half-trained and what has one seed", async () => {
    const half = verdictLines(await paperTable({}, { 5: 73.2, 42: 73.5 }));
    assert.equal(half.at(-1), "unfinished: 6 cells half-trained");
    const one = await paperTable({}, { 5: 73.2 });
    assert.equal(
      verdictLines(one).at(-1),
      "unfinished: 6 cells half-trained, 6 cells of one seed: no spread",
    );
  });

  it("are none at another scale, which is said, and where nothing has been trained", async () => {
    const smoke = asTable((await someCells("smoke", { 5: 70, 42: 71.5 })).cells);
    assert.deepEqual([verdictLines(smoke), verdictNotes(smoke)], [[], []]);
    assert.match(tableText(smoke, 80, false), /another scale, so no\nverdict is given/);
  });

  it("fit into 80 columns", async () => {
    const done = Object.fromEntries(FIVE.map((seed, at) => [seed, 70 + at / 3]));
    for (const line of tableText(await paperTable({}, done), 80, false).split("\n"))
      assert.ok(line.length <= 80, line);
  });
});
