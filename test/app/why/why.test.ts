import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { plan } from "../../../src/app/plan/plan.js";
import { why, type Why, type WhyRequest } from "../../../src/app/why/why.js";
import { AmtlError } from "../../../src/base/errors.js";
import { trainIdOf } from "../../../src/experiment/plan/fingerprint.js";
import type { PlannedRun } from "../../../src/experiment/plan/plan.js";
import { claimNext } from "../../../src/store/claims/claim.js";
import { endAttempt } from "../../../src/store/claims/ended.js";
import { evalDir, trainDir } from "../../../src/store/paths.js";
import { CELL, firstRun } from "../../support/runs/first-run.js";
import { completePlanned, inFolder } from "../../support/runs/runs.js";

const TABLE = { experiments: ["table4"], profile: "smoke" } as const;

type Kind<K extends Why["kind"]> = Extract<Why, { kind: K }>;

async function whyRun(request: WhyRequest): Promise<Kind<"run">> {
  const found = await why(request);
  assert.ok(found.kind === "run");
  return found;
}

async function whyCell(request: WhyRequest): Promise<Kind<"cell">> {
  const found = await why(request);
  assert.ok(found.kind === "cell");
  return found;
}

const stateInPlan = async (results: string, trainId: string): Promise<string | undefined> => {
  const { runs } = await plan({ ...TABLE, seeds: [5], results });
  return runs.find((run) => run.trainId === trainId)?.state.state;
};

/** Asks for what is refused. */
async function refusal(request: WhyRequest): Promise<AmtlError> {
  const error: unknown = await why(request).then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AmtlError);
  return error;
}

/** Two runs of earlier versions whose ids begin with the same three digits. */
function twinsOf(run: PlannedRun): readonly [PlannedRun, PlannedRun] {
  const seen = new Map<string, PlannedRun>();
  for (let version = -1; ; version--) {
    const dependencies = { ...run.dependencies, "version:loss/atl": version };
    const { trainId } = trainIdOf(run.spec, dependencies);
    const twin = { ...run, trainId, dependencies, evals: [] };
    const other = seen.get(trainId.slice(0, 3));
    if (other !== undefined) return [other, twin];
    seen.set(trainId.slice(0, 3), twin);
  }
}

describe("why", function () {
  this.timeout(60_000);

  it("explains a run by the first digits of its id: fields with reasons, state, and cells", async () => {
    await inFolder(async (results) => {
      const run = await firstRun();
      await completePlanned(results, run);
      const found = await whyRun({ ...TABLE, what: run.trainId.slice(0, 12), results });
      assert.deepEqual([found.trainId, found.state], [run.trainId, { state: "done" }]);
      assert.match(found.label, /^atlop atl .*seed 5$/);
      assert.equal(found.folder, trainDir(results, run.trainId));
      assert.equal(found.cells[0], CELL);
      assert.deepEqual([found.instead, found.nearest], [null, null]);
      const field = (name: string) => found.fields.find((each) => each.name === name);
      assert.equal(field("seed")?.value, 5);
      assert.match(field("seed")?.reason ?? "", /^It draws initial values/);
      assert.equal(field("version:loss/atl")?.value, run.dependencies["version:loss/atl"]);
      assert.match(field("version:loss/atl")?.reason ?? "", /^Raised by hand/);
    });
  });

  it("says which field changed, and from what to what, of a run that another takes the place of", async () => {
    await inFolder(async (results) => {
      const run = await firstRun();
      // As if it had been trained by an earlier version of the loss.
      const dependencies = { ...run.dependencies, "version:loss/atl": 0 };
      const { trainId: old } = trainIdOf(run.spec, dependencies);
      await completePlanned(results, { ...run, trainId: old, dependencies });
      const changes = [
        { name: "version:loss/atl", from: 0, to: run.dependencies["version:loss/atl"] },
      ];
      const stale = await whyRun({ what: old, results });
      assert.deepEqual(stale.instead, { trainId: run.trainId, changes });
      assert.deepEqual([stale.state.state, stale.cells], ["done", []]);
      const fresh = await whyRun({ what: run.trainId, results });
      assert.deepEqual(fresh.state, { state: "new" });
      assert.deepEqual(fresh.nearest, { trainId: old, changes });
      assert.equal(fresh.instead, null);
      assert.equal(await stateInPlan(results, run.trainId), "changed");
    });
  });

  it("lists the runs behind a cell, seed by seed, with scores and folders", async () => {
    await inFolder(async (results) => {
      const run = await firstRun();
      await completePlanned(results, run);
      const { cell, profile, lacks, seeds } = await whyCell({
        ...TABLE,
        what: CELL,
        seeds: [5, 42],
        results,
      });
      assert.deepEqual([cell, profile, lacks], [CELL, "smoke", null]);
      const [done, open] = seeds;
      assert.deepEqual([done.seed, done.trainId, done.state.state], [5, run.trainId, "done"]);
      assert.equal(done.metrics?.f1, 1);
      assert.ok(done.evalId !== null);
      assert.deepEqual(done.folders, [
        trainDir(results, run.trainId),
        evalDir(results, done.evalId),
      ]);
      assert.deepEqual([open.seed, open.state.state, open.metrics], [42, "new", null]);
      const one = await whyCell({ what: CELL, seeds: [5], results });
      assert.deepEqual(
        one.seeds.map(({ trainId }) => trainId),
        [run.trainId],
      );
    });
  });

  it("lists of a cell the seeds of its profile, and others only where they were begun", async () => {
    await inFolder(async (results) => {
      const seedsOf = async (seeds?: readonly number[]): Promise<readonly number[]> =>
        (await whyCell({ what: CELL, results, seeds })).seeds.map(({ seed }) => seed);
      assert.deepEqual(await seedsOf(), [5, 42]);
      assert.deepEqual(await seedsOf([66, 233]), [66, 233]);
      await completePlanned(results, await firstRun(66));
      assert.deepEqual(await seedsOf(), [5, 42, 66]);
    });
  });

  it("does not explain a run by a spec that is not its own", async () => {
    await inFolder(async (results) => {
      const run = await firstRun();
      const dependencies = { ...run.dependencies, "version:loss/atl": 0 };
      const { trainId } = trainIdOf(run.spec, dependencies);
      await completePlanned(results, { ...run, trainId, dependencies });
      const path = join(trainDir(results, trainId), "spec.json");
      await writeFile(path, (await readFile(path, "utf8")).replace('"seed": 5', '"seed": 4'));
      const { message, details } = await refusal({ ...TABLE, what: trainId, results });
      assert.equal(message, `Run ${trainId.slice(0, 12)} does not say what it is`);
      assert.equal(details.where, path);
    });
  });

  it("says of a failed run how it failed, and in which attempt", async () => {
    await inFolder(async (results) => {
      const { trainId } = await firstRun();
      const claim = await claimNext(trainDir(results, trainId), () => Promise.resolve(false));
      assert.ok(claim.state === "claimed");
      await endAttempt(claim.dir, "failed", "not-a-number");
      const { state } = await whyRun({ ...TABLE, what: trainId, results });
      assert.ok(state.state === "failed");
      assert.deepEqual([state.kind, state.attempt, state.trained], ["not-a-number", 1, false]);
      assert.equal(await stateInPlan(results, trainId), "failed");
    });
  });

  it("refuses what is not there with the nearest, and digits that several runs begin with", async () => {
    await inFolder(async (results) => {
      const cell = await refusal({ what: "table4/r01/c99", results });
      assert.equal(cell.exitCode, 2);
      assert.match(cell.details.fix ?? "", /^amtl-run why table4\/r01\/c\d/);
      const unknown = await refusal({ what: "abcdef123456", results });
      assert.equal(unknown.exitCode, 2);
      assert.match(unknown.message, /^Unknown run "abcdef123456"$/);
      const run = await firstRun();
      const twins = twinsOf(run);
      for (const twin of twins) await completePlanned(results, twin);
      const digits = twins[0].trainId.slice(0, 3);
      const several = await refusal({ what: digits, results });
      assert.equal(several.exitCode, 2);
      assert.equal(several.message, `Ambiguous run id "${digits}"`);
      for (const { trainId } of twins)
        assert.ok(several.details.got?.includes(trainId.slice(0, 12)));
    });
  });
});
