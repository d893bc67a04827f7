import assert from "node:assert/strict";
import { reportDocument } from "../../../src/app/report/document.js";
import { textOf } from "../../../src/app/text/why.js";
import { nextSeeds } from "../../../src/report/explanation/next-seeds.js";
import { why } from "../../../src/app/why/why.js";
import { SEEDS } from "../../../src/experiment/dsl/index.js";
import { criteriaRows } from "../../../src/report/explanation/criteria.js";
import { cellFacts } from "../../../src/report/explanation/facts.js";
import { nextSteps } from "../../../src/report/explanation/next-steps.js";
import { FORMATS } from "../../../src/report/formats/index.js";
import { escaped } from "../../../src/report/page/markup.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { inFolder } from "../../support/runs/runs.js";
import { scoreAll } from "../../support/runs/scored.js";

const CELL = "table4/r11/c1";
const ONLY = [{ axis: "cell", values: [CELL] }] as const;

/** What `why` says of the cell after these scores, seed by seed; the paper prints 75.63. */
async function explained(
  scores: Readonly<Record<number, number>>,
  profile: "paper" | "smoke" = "paper",
) {
  return await inFolder(async (results) => {
    const seeds = Object.keys(scores).map(Number);
    const request = { experiments: ["table4"], profile, seeds, only: ONLY, results };
    await scoreAll(results, request, ({ spec }) => scores[spec.seed]);
    const found = await why({ what: CELL, profile, results });
    assert.ok(found.kind === "cell");
    const page = await renderDocument(
      FORMATS.get("html")!,
      (await reportDocument({ ...request, seeds: SEEDS, only: [] })).document,
    );
    const { again = null, decide = null } = found.commands ?? {};
    return { ...found, again, decide, text: textOf(found), page, results };
  });
}

describe("why a cell has its verdict", function () {
  this.timeout(60_000);

  it("says all that it rests on, and the command that makes exactly this cell again", async () => {
    const scores = { 5: 75.7, 42: 75.5, 65: 75.6, 66: 75.8, 233: 75.6 };
    const { text, again, decide } = await explained(scores);
    assert.match(
      text,
      /\nours: 75\.64 ± 0\.11 over 5 seeds \(95 % of the mean: 75\.50 to 75\.78\)/,
    );
    assert.match(
      text,
      /\npaper: 75\.63, a mean of 5 seeds without a spread; it stands for 75\.625/,
    );
    assert.match(text, /\nverdict: equivalent within ±0\.5\n/);
    assert.match(text, /in the 95 % interval of such a mean +│ yes/);
    assert.equal(
      again,
      `amtl-run run table4 --profile paper --only cell=${CELL} --seeds 5,42,65,66,233 --results again`,
    );
    assert.equal(decide, null);
  });

  it("says of one seed that there is no spread, and which seeds give one", async () => {
    const { text, decide, results } = await explained({ 5: 75.7 });
    assert.match(text, /\nours: 75\.70, one seed: no spread; 4 seeds of 5 still to come\n/);
    assert.match(text, /\nverdict: inconclusive: one seed, and no other row/);
    assert.equal(
      decide?.command,
      `amtl-run run table4 --profile paper --only cell=${CELL} --seeds 5,42,65,66,233 --results ${results}`,
    );
  });

  it("offers more seeds where they may decide, and none at another scale", async () => {
    const { text, decide } = await explained({ 5: 75.3, 42: 75.2, 65: 75.4 });
    assert.match(text, /20 seeds in all decide with a probability of \d+ %/);
    assert.equal(decide?.seeds, 17);
    assert.match(text, /To add 17 seeds that may decide \(\d+ h\):/);
    const smoke = await explained({ 5: 75.7, 42: 75.5 }, "smoke");
    assert.match(smoke.text, /\nno verdict: profile smoke is another scale than the paper's\n/);
    assert.equal(smoke.decide, null);
  });

  it("says the same words and commands as the page of the report", async () => {
    for (const scores of [{ 5: 75.7 }, { 5: 75.3, 42: 75.2, 65: 75.4 }, { 5: 70, 42: 70.1 }]) {
      const { text, page, reported, commands } = await explained(scores);
      assert.ok(reported !== null && commands !== null);
      const article = page.slice(page.indexOf(`<article id="${CELL}"`)).split("</article>")[0];
      const facts = cellFacts(reported);
      assert.ok(facts.length >= 4, "ours, paper, verdict and what it rests on");
      for (const { name, text: said } of facts) {
        assert.ok(text.includes(`\n${name}: ${said}\n`), `${name}: ${said}`);
        assert.ok(article.includes(`<dt>${name}<dd>${escaped(said)}`), `${name}: ${said}`);
      }
      for (const { purpose, command } of nextSteps(commands)) {
        assert.ok(text.includes(`\n${purpose}:\n  ${command}\n`), text);
        assert.ok(article.includes(`${escaped(purpose)}:<br><code>${escaped(command)}</code>`));
      }
      const panel = reported.judgement?.panel ?? null;
      for (const { criterion, says } of panel === null ? [] : criteriaRows(panel)) {
        assert.ok(text.includes(`│ ${criterion} `) && text.includes(says), criterion);
        assert.ok(article.includes(escaped(criterion)) && article.includes(escaped(says)));
      }
    }
  });

  it("takes the paper's seeds first, then the smallest that are free", () => {
    assert.deepEqual(nextSeeds([42, 1], 6), [5, 65, 66, 233, 2, 3]);
    assert.deepEqual(nextSeeds([5], 0), []);
  });
});
