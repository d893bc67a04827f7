import assert from "node:assert/strict";
import { completePlanned, inFolder } from "../../support/runs/runs.js";
import { runCommand } from "../../support/commands/command.js";
import { runsOf } from "../../../src/app/plan/plan.js";
import { select } from "../../../src/app/select/select.js";
import { manifestRuns } from "../../../src/app/run/record.js";
import { writeManifest } from "../../../src/store/plans/manifests.js";

describe("amtl-run forget", () => {
  it("says what it would lose, and with --yes what is gone; a plan goes at once", async () => {
    await inFolder(async (root) => {
      const runs = runsOf(
        await select({
          experiments: ["table4"],
          seeds: [5],
          only: [
            { axis: "loss", values: ["atl"] },
            { axis: "trainedOn", values: ["redocred"] },
          ],
        }),
      );
      const [run] = runs;
      await completePlanned(root, run);
      const { planId } = await writeManifest(root, {
        names: ["table4"],
        profile: "smoke",
        seeds: [5],
        runs: manifestRuns(runs),
      });
      const id = run.trainId.slice(0, 12);
      const forget = (...words: readonly string[]) =>
        runCommand("forget", "--results", root, ...words);
      const kept = await forget(id);
      assert.equal(kept.code, 3, kept.stderr);
      assert.match(kept.stdout, /^kept run .* its results would be lost/);
      assert.match(kept.stdout.replaceAll(/\s+/g, " "), /missing then: table4\/r01\/c1/);
      assert.match(kept.stdout, /amtl-run forget [0-9a-f]{12} --yes removes it$/);
      const plan = await forget(planId);
      assert.equal(plan.code, 0);
      assert.match(plan.stdout, /^forgot plan .* \(table4\), \d+\.\d kB; its runs stay: 1 done/);
      // Though no plan knows it any more, the experiments do.
      const still = await forget(id);
      assert.match(still.stdout.replaceAll(/\s+/g, " "), /missing then: .*table4\/r01\/c1/);
      const gone = JSON.parse((await forget(id, "--yes", "--json")).stdout) as {
        readonly forgotten: readonly object[];
      };
      assert.equal(gone.forgotten.length, 1);
      const again = await forget(id);
      assert.equal(again.code, 2);
      assert.match(again.stderr, /^amtl-run: Unknown run/);
    });
  });
});
