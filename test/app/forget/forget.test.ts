import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, utimes, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { forget, type ForgetRequest } from "../../../src/app/forget/forget.js";
import { collectGarbage } from "../../../src/app/garbage.js";
import { exitCodeOf, status } from "../../../src/app/status/status.js";
import { AmtlError } from "../../../src/base/errors.js";
import { shortId } from "../../../src/base/text/short-id.js";
import { claimNext } from "../../../src/store/claims/claim.js";
import { endAttempt } from "../../../src/store/claims/ended.js";
import { AGAIN, evalDir, FILES, trainDir } from "../../../src/store/paths.js";
import { planDir, writeManifest, type Manifest } from "../../../src/store/plans/manifests.js";
import { registerParent } from "../../../src/store/plans/parents.js";
import { putAway } from "../../../src/store/put-away.js";
import { ensureSpec } from "../../../src/store/spec.js";
import { allResults, completeRun, inFolder, sampleTasks } from "../../support/runs/runs.js";

/** A plan of the first runs of {@link sampleTasks}, each of them behind one cell. */
const planOf = (root: string, count: number, name: string): Promise<Manifest> =>
  writeManifest(root, {
    names: [name],
    profile: "smoke",
    seeds: [1],
    runs: sampleTasks(root, count).map(({ job: { trainId, evals }, label }, at) => ({
      trainId,
      label,
      cells: [`${name}/r01/c${at + 1}`],
      evalIds: evals.map(({ evalId }) => evalId),
    })),
  });

/** Leaves a finished run as it really lies there, evaluations with their specifications. */
async function complete(root: string, count: number): Promise<void> {
  for (const task of sampleTasks(root, count)) {
    const { job } = task;
    await ensureSpec(trainDir(root, job.trainId), { spec: job.train, dependencies: {} });
    for (const { evalId, spec, dependencies } of job.evals)
      await ensureSpec(evalDir(root, evalId), { spec, dependencies });
    await completeRun(task);
  }
}

/** An attempt of this process. @returns its folder. */
async function claim(root: string, trainId: string): Promise<string> {
  const found = await claimNext(trainDir(root, trainId), () => Promise.resolve(false));
  assert.ok(found.state === "claimed");
  return found.dir;
}

async function refusal(request: ForgetRequest): Promise<AmtlError> {
  const error: unknown = await forget(request).then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AmtlError);
  assert.equal(error.exitCode, 2);
  return error;
}

/** Names of what is left, but for files. */
const left = async (root: string, kind: string): Promise<readonly string[]> =>
  (await readdir(join(root, kind)).catch(() => [])).sort();

describe("forget", () => {
  it("takes a failed plan out of the list, so that status no longer fails for it; its runs stay", async () => {
    await inFolder(async (results) => {
      const { planId, runs } = await planOf(results, 2, "table4");
      await complete(results, 1);
      const attempt = await claim(results, runs[1].trainId);
      await endAttempt(attempt, "failed", "worker-died", "exit code 1");
      assert.equal(exitCodeOf((await status({ plans: ["table4"], results })).plans), 1);
      const before = await allResults(results);
      const [found, ...others] = await forget({ targets: ["table4"], results });
      assert.deepEqual(others, []);
      assert.ok(found.kind === "plan" && found.removed && found.bytes > 0);
      assert.deepEqual([found.planId, found.names], [planId, ["table4"]]);
      assert.deepEqual([found.counts?.done, found.counts?.failed], [1, 1]);
      assert.deepEqual((await status({ results })).plans, []);
      assert.deepEqual(await left(results, "plans"), []);
      assert.deepEqual(await allResults(results), before);
      assert.equal((await left(results, "train")).length, 2);
    });
  });

  it("takes a plan whose manifest cannot be read, by its id", async () => {
    await inFolder(async (results) => {
      const { planId } = await planOf(results, 1, "table4");
      await writeFile(join(planDir(results, planId), FILES.manifest), "{");
      const [found] = await forget({ targets: [planId], results });
      assert.ok(found.kind === "plan" && found.removed && found.counts === null);
      assert.deepEqual(await left(results, "plans"), []);
    });
  });

  it("refuses a plan that a command is at work on, with who it is, and then removes nothing", async () => {
    await inFolder(async (results) => {
      const idle = await planOf(results, 1, "table2");
      const { planId } = await planOf(results, 2, "table4");
      const command = await registerParent(results, planId, "local", ["table4"]);
      try {
        const { message, details } = await refusal({ targets: ["table2", "table4"], results });
        assert.equal(message, `Plan ${planId} is at work`);
        assert.equal(details.got, `${hostname()}, process ${process.pid}`);
        assert.match(details.fix ?? "", new RegExp(`^amtl-run cancel ${planId} `));
        assert.deepEqual(await left(results, "plans"), [idle.planId, planId].sort());
      } finally {
        await command.release();
      }
    });
  });

  it("names the cells that would miss a run's results, and removes them only with yes", async () => {
    await inFolder(async (results) => {
      const { runs } = await planOf(results, 2, "table4");
      await planOf(results, 1, "fig4");
      await complete(results, 2);
      const twice = trainDir(join(results, AGAIN), runs[0].trainId);
      await mkdir(twice, { recursive: true });
      await writeFile(join(twice, "x"), "0123");
      const run = shortId(runs[0].trainId);
      const before = await allResults(results);
      const request = { targets: [run], results };
      const [kept] = await forget(request);
      assert.ok(kept.kind === "run" && !kept.removed);
      assert.deepEqual([...kept.cells].sort(), ["fig4/r01/c1", "table4/r01/c1"]);
      assert.deepEqual([kept.run, kept.loses, kept.evaluations], [run, "its results", 1]);
      assert.deepEqual(await allResults(results), before);
      const [gone] = await forget({ ...request, yes: true });
      assert.deepEqual(gone, { ...kept, removed: true });
      assert.deepEqual(await left(results, "train"), [runs[1].trainId]);
      assert.deepEqual(await left(results, "eval"), [runs[1].evalIds[0]]);
      assert.ok(!existsSync(twice));
      assert.equal((await status({ plans: ["fig4"], results })).plans.length, 1);
      assert.match((await refusal(request)).message, /^Unknown plan or run|^Unknown run/);
    });
  });

  it("removes at once a run of which neither a result nor a checkpoint is there, but not one at work", async () => {
    await inFolder(async (results) => {
      const [{ job }] = sampleTasks(results, 1);
      const attempt = await claim(results, job.trainId);
      const request = { targets: [shortId(job.trainId)], results };
      const { message, details } = await refusal(request);
      assert.equal(message, `Run ${shortId(job.trainId)} is at work`);
      assert.equal(details.got, `${hostname()}, process ${process.pid}`);
      await endAttempt(attempt, "interrupted");
      await writeFile(join(attempt, "checkpoint.bin"), "x");
      const [kept] = await forget(request);
      assert.ok(kept.kind === "run" && !kept.removed);
      assert.equal(kept.loses, "its checkpoint");
      const checkpoint = await putAway(join(attempt, "checkpoint.bin"));
      await checkpoint?.remove();
      const [gone] = await forget(request);
      assert.ok(gone.removed);
      assert.deepEqual(await left(results, "train"), []);
    });
  });

  it("leaves nothing that gc does not find, where it was killed half way", async () => {
    await inFolder(async (results) => {
      await complete(results, 1);
      const [{ job }] = sampleTasks(results, 1);
      const away = await putAway(trainDir(results, job.trainId));
      assert.ok(away !== null);
      assert.equal(await putAway(trainDir(results, job.trainId)), null);
      const past = new Date(Date.now() - 2 * 86_400_000);
      await utimes(away.path, past, past);
      assert.deepEqual((await collectGarbage({ results })).garbage, []);
      await away.undo();
      assert.ok(existsSync(trainDir(results, job.trainId)));
    });
  });
});
