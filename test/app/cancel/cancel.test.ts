import assert from "node:assert/strict";
import { mkdir, writeFile } from "node:fs/promises";
import { hostname } from "node:os";
import { join } from "node:path";
import { cancel, type CancelRequest } from "../../../src/app/cancel/cancel.js";
import { AmtlError } from "../../../src/base/errors.js";
import { shortId } from "../../../src/base/text/short-id.js";
import type { Owner } from "../../../src/contract/run-state.js";
import { isCancelRequested } from "../../../src/store/claims/cancel.js";
import { claimNext, readOwner } from "../../../src/store/claims/claim.js";
import { endAttempt } from "../../../src/store/claims/ended.js";
import { startOf } from "../../../src/base/machine/processes.js";
import { FILES, trainDir } from "../../../src/store/paths.js";
import { writeManifest, type Manifest } from "../../../src/store/plans/manifests.js";
import { parentsDir, registerParent, type Registration } from "../../../src/store/plans/parents.js";
import { completeRun, inFolder, sampleTasks } from "../../support/runs/runs.js";

const host = hostname();
const { pid, ppid } = process;

/** A plan of the first runs of {@link sampleTasks}. */
const planOf = (root: string, count: number, name: string): Promise<Manifest> =>
  writeManifest(root, {
    names: [name],
    profile: "smoke",
    seeds: [1],
    runs: sampleTasks(root, count).map(({ job: { trainId, evals }, label }) => {
      return { trainId, label, cells: [], evalIds: evals.map(({ evalId }) => evalId) };
    }),
  });

/** Turns what this process owns into what its parent owns: another process that is alive. */
async function giveToParent(folder: string, owner: Owner): Promise<void> {
  const started = await startOf(ppid);
  assert.ok(started !== null);
  await writeFile(join(folder, FILES.owner), JSON.stringify({ ...owner, pid: ppid, started }));
}

/** An attempt of this process, or of its parent. @returns its folder. */
async function claim(root: string, trainId: string, by: number = pid): Promise<string> {
  const found = await claimNext(trainDir(root, trainId), () => Promise.resolve(false));
  assert.ok(found.state === "claimed");
  const owner = await readOwner(found.dir);
  assert.ok(owner !== null);
  if (by === ppid) await giveToParent(found.dir, owner);
  return found.dir;
}

/** With commands at work on plans: of this process, or of its parent. */
async function withCommands(
  root: string,
  commands: readonly { readonly planId: string; readonly by: number }[],
  use: (registered: readonly Registration[]) => Promise<void>,
): Promise<void> {
  const registered: Registration[] = [];
  try {
    for (const { planId, by } of commands) {
      const command = await registerParent(root, planId, "local", ["run", "sample"]);
      registered.push(command);
      const folder = join(parentsDir(root, planId), command.parent.nonce);
      if (by === ppid) await giveToParent(folder, command.parent);
    }
    await use(registered);
  } finally {
    for (const { release } of registered) await release();
  }
}

/** Asks for what is refused. */
async function refusal(request: CancelRequest): Promise<AmtlError> {
  const error: unknown = await cancel(request).then(
    () => null,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof AmtlError);
  return error;
}

describe("cancel", function () {
  this.timeout(60_000);

  it("asks for the end of one run's attempt, by the first digits of its id; twice is as once", async () => {
    await inFolder(async (results) => {
      const [{ trainId, label }, other] = (await planOf(results, 2, "sample")).runs;
      const [attempt, left] = [await claim(results, trainId), await claim(results, other.trainId)];
      const run = shortId(trainId);
      const asked = { type: "run", run, label, host, pid } as const;
      const targets = [trainId.slice(0, 8)];
      assert.deepEqual(await cancel({ targets, results }), [{ ...asked, before: false }]);
      assert.deepEqual(
        [await isCancelRequested(attempt), await isCancelRequested(left)],
        [true, false],
      );
      assert.deepEqual(await cancel({ targets, results }), [{ ...asked, before: true }]);
      await endAttempt(attempt, "interrupted");
      const idle = { type: "idle", what: `run ${run}`, state: "stopped" };
      assert.deepEqual(await cancel({ targets, results }), [idle]);
    });
  });

  it("asks nothing of a run that is done", async () => {
    await inFolder(async (results) => {
      const { runs } = await planOf(results, 1, "sample");
      await completeRun(sampleTasks(results, 1)[0]);
      const idle = { type: "idle", what: `run ${shortId(runs[0].trainId)}`, state: "done" };
      assert.deepEqual(await cancel({ targets: [runs[0].trainId], results }), [idle]);
    });
  });

  it("asks all commands that are at work on a plan, by its name or id; twice is as once", async () => {
    await inFolder(async (results) => {
      const { planId, runs } = await planOf(results, 2, "table4");
      const commands = [pid, ppid].map((by) => ({ planId, by }));
      await withCommands(results, commands, async (registered) => {
        // Its command ends it, with all its other runs.
        const attempt = await claim(results, runs[0].trainId);
        for (const [target, before] of [
          ["table4", false],
          [planId.slice(0, 4), true],
        ] as const) {
          const asked = await cancel({ targets: [target], results });
          assert.deepEqual(
            new Set(asked),
            new Set([pid, ppid].map((by) => ({ type: "command", planId, host, pid: by, before }))),
          );
        }
        for (const { isCancelled } of registered) assert.equal(await isCancelled(), true);
        assert.equal(await isCancelRequested(attempt), false);
        await endAttempt(attempt, "interrupted");
      });
      const idle = { type: "idle", what: `plan ${planId} (table4)`, state: "idle" };
      assert.deepEqual(await cancel({ targets: ["table4"], results }), [idle]);
    });
  });

  it("asks of a plan's runs those that no command looks after, and leaves those of another plan's", async () => {
    await inFolder(async (results) => {
      const narrow = await planOf(results, 1, "narrow");
      const wide = await planOf(results, 2, "wide");
      const commands = [
        { planId: narrow.planId, by: ppid },
        { planId: wide.planId, by: pid },
      ];
      await withCommands(results, commands, async ([other]) => {
        const [theirs, mine] = wide.runs;
        const kept = await claim(results, theirs.trainId, ppid);
        const own = await claim(results, mine.trainId);
        const left = { type: "left", run: shortId(theirs.trainId), label: theirs.label };
        assert.deepEqual(await cancel({ targets: [wide.planId], results }), [
          { type: "command", planId: wide.planId, host, pid, before: false },
          { ...left, host, pid: ppid },
        ]);
        assert.deepEqual(
          [await isCancelRequested(kept), await isCancelRequested(own), await other.isCancelled()],
          [false, false, false],
        );
      });
      const orphans = await cancel({ targets: ["wide"], results });
      assert.deepEqual(
        orphans.map((each) => each.type === "run" && [each.run, each.pid]),
        [
          [shortId(wide.runs[0].trainId), ppid],
          [shortId(wide.runs[1].trainId), pid],
        ],
      );
    });
  });

  it("without a target, takes the one plan at work, and refuses to choose among several", async () => {
    await inFolder(async (results) => {
      const [one, two] = [await planOf(results, 1, "one"), await planOf(results, 2, "two")];
      assert.deepEqual(await cancel({ results }), []);
      const mine = { planId: one.planId, by: pid };
      await withCommands(results, [mine], async () => {
        const [asked, ...more] = await cancel({ results });
        assert.deepEqual(
          [asked, more],
          [{ type: "command", planId: one.planId, host, pid, before: false }, []],
        );
      });
      const commands = [mine, { planId: two.planId, by: ppid }];
      await withCommands(results, commands, async (registered) => {
        const { exitCode, message, details } = await refusal({ results });
        assert.deepEqual([exitCode, message], [2, "Ambiguous target: several plans are running"]);
        for (const { planId, names } of [one, two]) {
          assert.ok(details.got?.includes(`${planId} (${names[0]})`), details.got);
        }
        for (const { isCancelled } of registered) assert.equal(await isCancelled(), false);
      });
    });
  });

  it("asks a command not to begin a run that is queued, unless it has had its attempt", async () => {
    await inFolder(async (results) => {
      const { planId, runs } = await planOf(results, 2, "sample");
      await withCommands(results, [{ planId, by: pid }], async ([command]) => {
        const [had, { trainId, label }] = runs;
        const queued = { type: "queued", run: shortId(trainId), label, host, pid };
        for (const before of [false, true]) {
          assert.deepEqual(await cancel({ targets: [trainId], results }), [{ ...queued, before }]);
        }
        await endAttempt(await claim(results, had.trainId), "failed", "not-a-number");
        const idle = { type: "idle", what: `run ${shortId(had.trainId)}`, state: "failed" };
        assert.deepEqual(await cancel({ targets: [had.trainId], results }), [idle]);
        assert.deepEqual(
          [
            await command.isRunCancelled(trainId),
            await command.isRunCancelled(had.trainId),
            await command.isCancelled(),
          ],
          [true, false, false],
        );
      });
    });
  });

  it("refuses words that stand for nothing, or for a plan and a run, before it asks anybody", async () => {
    await inFolder(async (results) => {
      const none = await refusal({ targets: ["table4"], results });
      assert.deepEqual([none.exitCode, none.message], [2, 'Unknown plan or run "table4"']);
      const run = await refusal({ targets: ["abcdef"], results });
      assert.deepEqual([run.exitCode, run.message], [2, 'Unknown run "abcdef"']);
      const { planId } = await planOf(results, 1, "table4");
      const near = await refusal({ targets: ["tabel4"], results });
      assert.deepEqual([near.exitCode, near.details.fix], [2, "amtl-run cancel table4"]);
      const trainId = planId.padEnd(64, "0");
      await mkdir(trainDir(results, trainId), { recursive: true });
      await withCommands(results, [{ planId, by: pid }], async ([{ isCancelled }]) => {
        const both = await refusal({ targets: ["table4", planId], results });
        assert.deepEqual([both.exitCode, both.message], [2, `Ambiguous id "${planId}"`]);
        assert.equal(both.details.got, `plan ${planId}, run ${shortId(trainId)}`);
        assert.equal(await isCancelled(), false);
      });
    });
  });
});
