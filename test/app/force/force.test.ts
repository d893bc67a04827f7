import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SelectionRequest } from "../../../src/app/select/request.js";
import { runsOf } from "../../../src/app/plan/plan.js";
import { dryRun } from "../../../src/app/run/dry-run.js";
import { select } from "../../../src/app/select/select.js";
import type { RunEvent } from "../../../src/contract/event.js";
import { claimNext } from "../../../src/store/claims/claim.js";
import { evalDir, FILES, FORCED, trainDir } from "../../../src/store/paths.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { runHere } from "../../support/commands/in-process.js";
import { allResults, inFolder } from "../../support/runs/runs.js";

const TABLE: SelectionRequest = {
  experiments: ["table4"],
  seeds: [5],
  only: [{ axis: "loss", values: ["atl"] }],
};

/** Marks a run's folder, to see whether it is still the same. */
const markOf = (root: string, trainId: string): string => join(trainDir(root, trainId), "mark");

describe("run with force", function () {
  this.timeout(120_000);

  it("trains one run again though it is done, puts it in the old one's place, and leaves the others", async () => {
    await inFolder(async (results) => {
      const request = { ...TABLE, results };
      const [run, other] = runsOf(await select(request));
      await runHere(request);
      for (const { trainId } of [run, other]) await writeFile(markOf(results, trainId), "old");
      // Scored for another table, with the old model.
      const [made] = run.evals;
      const stale = evalDir(results, "f".repeat(64));
      await ensureSpec(stale, { spec: made.spec, dependencies: made.dependencies });
      const events: RunEvent[] = [];
      const outcome = await runHere({ ...request, force: [run.trainId.slice(0, 8)] }, undefined, {
        onEvent: (event) => events.push(event),
      });
      assert.deepEqual([outcome.done, outcome.failures.length], [2, 0]);
      assert.ok(!existsSync(markOf(results, run.trainId)), "trained again");
      assert.ok(existsSync(markOf(results, other.trainId)), "left as it was");
      assert.ok(!existsSync(stale), "of the old model");
      assert.deepEqual(
        events.map(({ seq }) => seq),
        events.map((_, at) => at),
      );
      assert.deepEqual([...new Set(events.map((event) => event.run))], [run.trainId.slice(0, 12)]);
      assert.deepEqual(await readdir(join(results, FORCED, "train")), []);
      const left = [...(await readdir(join(results, "train"))), ...(await readdir(results))];
      assert.ok(!left.some((name) => name.startsWith(".forgotten")));
    });
  });

  it("keeps the old result where the new training fails, byte for byte", async () => {
    await inFolder(async (results) => {
      const request = { ...TABLE, results };
      const [run] = runsOf(await select(request));
      await runHere(request);
      const before = await allResults(results);
      await writeFile(markOf(results, run.trainId), "old");
      const fails = { ms: 60, bySeed: { 5: { act: "fail", always: true } } } as const;
      const outcome = await runHere({ ...request, force: [run.trainId] }, fails);
      assert.deepEqual([outcome.failures.length, outcome.done], [1, 2]);
      assert.deepEqual(await allResults(results), before);
      assert.equal(await readFile(markOf(results, run.trainId), "utf8"), "old");
    });
  });

  it("does not take a run away from somebody who is at work on it, and then goes on without training", async () => {
    await inFolder(async (results) => {
      const request = { ...TABLE, results };
      const [run] = runsOf(await select(request));
      await runHere(request);
      const claim = await claimNext(trainDir(results, run.trainId), () => Promise.resolve(false));
      assert.ok(claim.state === "claimed");
      const force = [run.trainId.slice(0, 12)];
      await assert.rejects(runHere({ ...request, force }), /is at work/);
      await writeFile(join(claim.dir, FILES.ended), JSON.stringify({ outcome: "interrupted" }));
      const events: RunEvent[] = [];
      const control = { onEvent: (event: RunEvent) => events.push(event) };
      await runHere({ ...request, force }, undefined, control);
      assert.deepEqual(events, []);
      assert.deepEqual(await readdir(join(results, FORCED, "train")), []);
    });
  });

  it("refuses what is no run of the selection, in a dry run, too, which names the runs", async () => {
    await inFolder(async (results) => {
      const request = { ...TABLE, results };
      const [run] = runsOf(await select(request));
      for (const word of ["table4", "fff", ""]) {
        await assert.rejects(runHere({ ...request, force: [word] }), /No run of the selection/);
        await assert.rejects(dryRun({ ...request, force: [word] }), /No run of the selection/);
      }
      const found = await dryRun({ ...request, force: [run.trainId.slice(0, 6)] });
      assert.ok(found.kind === "plan");
      assert.deepEqual(
        found.forced.map(({ trainId }) => trainId),
        [run.trainId],
      );
      assert.deepEqual(await readdir(results), []);
    });
  });
});
