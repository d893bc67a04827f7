import assert from "node:assert/strict";
import { runsOf } from "../../../src/app/plan/plan.js";
import { reportOut } from "../../../src/app/report/out.js";
import { report } from "../../../src/app/report/report.js";
import { planHead, recordPlan } from "../../../src/app/run/record.js";
import { select } from "../../../src/app/select/select.js";
import { notesOf } from "../../../src/report/notes.js";
import { inFolder } from "../../support/runs/runs.js";
import { completeScored } from "../../support/runs/scored.js";

const ROWS = {
  experiments: ["table4"],
  profile: "paper",
  only: [
    { axis: "row", values: ["AMTL"] },
    { axis: "trainedOn", values: ["redocred"] },
  ],
} as const;

/** The paper's, and further ones. */
const SEEDS = [5, 42, 65, 66, 233, 1, 2];

const OUT = { out: "-", anonymous: false, paper: false };

/** Makes runs of these seeds as `run --seeds` does, with results of the first so many. */
async function byHand(results: string, seeds: readonly number[], done: number): Promise<void> {
  const request = { ...ROWS, results, seeds };
  const selection = await select(request);
  const runs = runsOf(selection);
  const head = planHead(request, selection);
  await (await recordPlan(results, head, runs, "local", ["amtl-run", "run"])).release();
  const first = new Set(seeds.slice(0, done));
  for (const run of runs) if (first.has(run.spec.seed)) await completeScored(results, run, 75);
}

describe("seeds that are there and do not count", function () {
  this.timeout(60_000);

  it("are named in every format that has notes, with the command that counts them", async () => {
    await inFolder(async (results) => {
      await byHand(results, SEEDS, 6);
      const request = { ...ROWS, results };
      for (const format of ["text", "markdown", "latex", "html", "json"]) {
        const { content } = await reportOut(request, [], { ...OUT, formats: [format] });
        // The folder's own name may hold what LaTeX escapes.
        const text = content.replaceAll("\\_", "_").replaceAll(/\s+/g, " ");
        assert.match(text, /1 more seed is there, not counted\. To count it: amtl-run/, format);
        assert.match(text, /--profile paper --seeds 5,42,65,66,233,1 /, format);
      }
    });
  });

  it("are named as soon as they have results, and not where they are asked for", async () => {
    await inFolder(async (results) => {
      const notes = async (seeds?: readonly number[]): Promise<readonly string[]> => {
        const { tables } = await report({ ...ROWS, results, seeds });
        return notesOf(tables[0].view).filter((note) => note.includes("not counted"));
      };
      await byHand(results, SEEDS, 5);
      assert.deepEqual(await notes(), []);
      await byHand(results, SEEDS, 7);
      const command = "amtl-run report table4 --profile paper --seeds 5,42,65,66,233,1,2";
      assert.deepEqual(await notes(), [
        `2 more seeds are there, not counted. To count them: ${command} --results ${results}.`,
      ]);
      assert.deepEqual(await notes(SEEDS), []);
    });
  });
});
