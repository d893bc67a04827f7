import assert from "node:assert/strict";
import { appendFile, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sealedJson } from "../../../src/base/seal.js";
import { withoutPlaces } from "../../../src/app/report/anonymous.js";
import { reportDocument } from "../../../src/app/report/document.js";
import { parseOnly } from "../../../src/experiment/grid/only.js";
import type { ReportDocument } from "../../../src/report/document/document.js";
import { html } from "../../../src/report/formats/html.js";
import { evalDir, FILES } from "../../../src/store/paths.js";
import { readSealedEval } from "../../../src/store/read-result.js";
import { runsOf } from "../../../src/app/plan/plan.js";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { select } from "../../../src/app/select/select.js";
import { inFolder } from "../../support/runs/runs.js";
import { writeStandInPredictions } from "../../support/runs/stand-in-predictions.js";

describe("the facts behind a report's cells", function () {
  this.timeout(60_000);

  const request = (results: string): SelectionRequest => ({
    experiments: ["table4"],
    profile: "smoke",
    seeds: [5, 42],
    only: parseOnly(["loss=atl,amtl"]),
    results,
  });

  it("are as many as the scorer counted, by document; names of entities are left out for a review", async () => {
    await inFolder(async (results) => {
      const asked = request(results);
      await writeStandInPredictions(results, asked);
      const { document } = await reportDocument(asked, html);
      const { facts, withoutFacts } = document;
      assert.equal(withoutFacts, undefined);
      assert.deepEqual(
        facts!.sets.map(({ set }) => set),
        ["redocred/test", "docgnre/test"],
      );
      assert.ok(facts!.groups.length >= 4);
      const runs = runsOf(await select(asked));
      for (const { cells, set, runs: count, predicted } of facts!.groups) {
        const evals = runs
          .filter((run) => run.cells.includes(cells[0]))
          .flatMap((run) => run.evals.filter(({ spec }) => spec.evalSet === set));
        assert.equal(evals.length, count);
        const found = await Promise.all(
          evals.map(({ evalId }) => readSealedEval(evalDir(results, evalId))),
        );
        const { documents } = facts!.sets.find((each) => each.set === set)!;
        documents.forEach(({ gold }, at) => {
          const total = (field: "gold" | "submitted" | "correct"): number =>
            found.reduce((sum, each) => sum + each!.result.documents![field][at], 0);
          const sum = (of: readonly number[]): number => of.reduce((a, b) => a + b, 0);
          assert.equal(gold * count, total("gold"));
          assert.equal(sum(predicted[at]), total("submitted"));
          assert.equal(sum(predicted[at].slice(0, gold)), total("correct"));
        });
      }
      const hasNames = ({ facts: shown }: ReportDocument): boolean =>
        JSON.stringify(shown).includes("names");
      assert.deepEqual([hasNames(document), hasNames(withoutPlaces(document))], [true, false]);
    });
  });

  it("are remembered for as long as predictions and documents stay as they are", async () => {
    await inFolder(async (results) => {
      const before = process.env.AMTL_CACHE;
      const cache = join(results, "cache");
      process.env.AMTL_CACHE = cache;
      try {
        const asked = request(results);
        await writeStandInPredictions(results, asked);
        const { facts } = (await reportDocument(asked, html)).document;
        const [note] = await readdir(join(cache, "facts"));
        assert.deepEqual((await reportDocument(asked, html)).document.facts, facts);
        // What the note says is shown as long as it is sealed: it was not found out again.
        const path = join(cache, "facts", note);
        const { line } = JSON.parse(await readFile(path, "utf8")) as { line: string };
        const other = line.replace("redocred/test", "redocred/else");
        await writeFile(path, sealedJson({ line: other }));
        const kept = (await reportDocument(asked, html)).document;
        assert.deepEqual(kept.facts!.sets[0].set, "redocred/else");
        await writeFile(path, `${JSON.stringify({ line: other, digest: "0".repeat(64) })}\n`);
        assert.deepEqual((await reportDocument(asked, html)).document.facts, facts);
        const [run] = runsOf(await select(asked));
        await appendFile(join(evalDir(results, run.evals[0].evalId), FILES.predictions), "{}\n");
        assert.match((await reportDocument(asked, html)).document.withoutFacts!, /^predictions/);
      } finally {
        if (before === undefined) Reflect.deleteProperty(process.env, "AMTL_CACHE");
        else process.env.AMTL_CACHE = before;
      }
    });
  });

  it("are left out where predictions are gone or others, and of several tables, with the reason", async () => {
    await inFolder(async (results) => {
      const asked = request(results);
      await writeStandInPredictions(results, asked);
      const [first, second] = runsOf(await select(asked));
      await rm(join(evalDir(results, first.evals[0].evalId), FILES.predictions));
      const torn = join(evalDir(results, second.evals[0].evalId), FILES.predictions);
      await appendFile(torn, '{"title":"Synthetic news test 1","h_idx":0,"t_idx":1,"r":"S01"}\n');
      const whole = new Set(runsOf(await select(asked)).flatMap(({ cells }) => cells));
      const { facts, withoutFacts } = (await reportDocument(asked, html)).document;
      const shown = new Set(facts!.groups.flatMap(({ cells }) => cells));
      assert.ok(shown.size > 0 && shown.size < whole.size);
      assert.match(withoutFacts!, /^predictions behind table4\/r\d+\/c\d do not give its counts/);
      const several = { ...asked, experiments: ["table4", "table5"], only: [] };
      const { document } = await reportDocument(several, html);
      assert.deepEqual(
        [document.facts, document.withoutFacts],
        [undefined, "a report of one table has them"],
      );
    });
  });
});
