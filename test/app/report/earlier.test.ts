import assert from "node:assert/strict";
import { runsOf } from "../../../src/app/plan/plan.js";
import { reportDocument } from "../../../src/app/report/document.js";
import { select } from "../../../src/app/select/select.js";
import { shortId } from "../../../src/base/text/short-id.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { evalIdOf, trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import { renderDocument } from "../../../src/report/document/render.js";
import { html } from "../../../src/report/formats/html.js";
import { evalDir } from "../../../src/store/paths.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { inFolder } from "../../support/runs/runs.js";
import { completeScored } from "../../support/runs/scored.js";

const REQUEST = { experiments: ["table4"], profile: "smoke", seeds: [5] } as const;

/** The same run, of another version of a part. */
function ofVersion(run: PlannedRun, name: string, version: number): PlannedRun {
  const dependencies = { ...run.dependencies, [name]: version };
  const { trainId } = trainIdOf(run.spec, dependencies);
  const evals = run.evals.map(({ spec, dependencies: needs }) => {
    const own = { ...spec, trainId };
    return { spec: own, dependencies: needs, evalId: evalIdOf(own, needs).evalId };
  });
  return { ...run, dependencies, trainId, evals };
}

async function complete(root: string, run: PlannedRun, f1: number): Promise<void> {
  await completeScored(root, run, f1);
  for (const { evalId, spec, dependencies } of run.evals) {
    await ensureSpec(evalDir(root, evalId), { spec, dependencies });
  }
}

describe("earlier results of a report's cells", function () {
  this.timeout(60_000);

  it("stand by the run that would replace them, with what changed, and in the cell", async () => {
    await inFolder(async (results) => {
      const request = { ...REQUEST, results };
      const [first, second, third] = runsOf(await select(request));
      const version = Number(first.dependencies["version:trainer"]);
      await complete(results, first, 71.5);
      await complete(results, ofVersion(first, "version:trainer", version + 7), 70.25);
      await complete(results, ofVersion(second, "version:scorer", 99), 60);
      const { document } = await reportDocument(request, html);
      // What the first report kept in the cache leaves the same to the next.
      assert.deepEqual((await reportDocument(request, html)).document, document);
      const other = { ...request, experiments: ["table8"] };
      await reportDocument(other, html);
      assert.deepEqual((await reportDocument(request, html)).document, document);
      const found = new Map(document.runs.map((run) => [run.id, run.earlier]));
      const earlier = found.get(shortId(first.trainId));
      assert.deepEqual(earlier?.cells, first.cells);
      assert.deepEqual(
        earlier.evals.map(({ f1, changes }) => [f1, changes]),
        first.evals.map(() => [70.25, [`version:trainer ${version + 7} → ${version}`]]),
      );
      assert.equal(found.get(shortId(third.trainId)), undefined);
      const page = await renderDocument(html, document);
      const article = (cell: string): string =>
        page.split(`<article id="${cell}"`)[1].split("</article>")[0];
      const line = `<li>seed 5: 70.25, run ${earlier.evals[0].run}: version:trainer ${version + 7} → ${version}`;
      assert.ok(article(first.cells[0]).includes(line));
      // A cell without a number now says what it had.
      assert.match(
        article(second.cells[0]),
        /Earlier results.*<li>seed 5: 60\.00.*version:scorer 99 →/s,
      );
      assert.ok(!article(third.cells[0]).includes("Earlier results"));
    });
  });
});
