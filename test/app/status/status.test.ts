import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sealedJson } from "../../../src/base/seal.js";
import { status } from "../../../src/app/status/status.js";
import { planData } from "../../../src/app/status/plan-data.js";
import { listText, olderText, planText } from "../../../src/app/text/status.js";
import { pathsOf } from "../../../src/app/lookup/plans.js";
import { planDir, writeManifest, type Manifest } from "../../../src/store/plans/manifests.js";
import { registerParent } from "../../../src/store/plans/parents.js";
import { inFolder, sampleTasks } from "../../support/runs/runs.js";

/** A plan of the first runs of {@link sampleTasks}; more runs make another plan. */
const planOf = (root: string, count: number, name: string): Promise<Manifest> =>
  writeManifest(root, {
    names: [name],
    paths: pathsOf([name]),
    profile: "smoke",
    seeds: [1],
    runs: sampleTasks(root, count).map(({ job: { trainId, evals }, label }) => {
      return { trainId, label, cells: [], evalIds: evals.map(({ evalId }) => evalId) };
    }),
  });

/** As if the plan's command had begun so many hours ago. */
async function madeAgo(root: string, { planId }: Manifest, hours: number): Promise<void> {
  const path = join(planDir(root, planId), "manifest.json");
  const created = new Date(Date.now() - hours * 3_600_000).toISOString();
  const { digest, ...manifest } = JSON.parse(await readFile(path, "utf8")) as Manifest & {
    readonly digest: string;
  };
  assert.ok(digest !== "");
  await writeFile(path, sealedJson({ ...manifest, created }));
}

const idsOf = (plans: readonly { readonly planId: string }[]): readonly string[] =>
  plans.map(({ planId }) => planId);

describe("status", () => {
  it("of a name shows the newest plan and those at work, and counts the older; an id and --all show any", async () => {
    await inFolder(async (results) => {
      const [old, older, newest] = [
        await planOf(results, 1, "table4"),
        await planOf(results, 2, "table4"),
        await planOf(results, 3, "table4"),
      ];
      for (const [at, plan] of [old, older, newest].entries()) await madeAgo(results, plan, 9 - at);
      const found = await status({ plans: ["table4"], results });
      assert.deepEqual(idsOf(found.plans), [newest.planId]);
      assert.equal(olderText(found.older), "2 older plans of table4: --all shows them\n");
      const all = await status({ plans: ["table4"], all: true, results });
      assert.deepEqual(idsOf(all.plans), idsOf([newest, older, old]));
      assert.deepEqual(all.older, []);
      const byId = await status({ plans: [old.planId.slice(0, 6)], results });
      assert.deepEqual(idsOf(byId.plans), [old.planId]);
      const command = await registerParent(results, older.planId, "local", ["amtl-run", "table4"]);
      await madeAgo(results, await planOf(results, 4, "table4"), 1);
      const busy = await status({ plans: ["table4"], results });
      assert.ok(idsOf(busy.plans).includes(older.planId));
      await command.release();
      // The one that was worked on last is the newest, though it was made before.
      const after = await status({ plans: ["table4"], results });
      assert.deepEqual([after.plans[0].planId, after.older[0].count], [older.planId, 3]);
    });
  });

  it("says when a plan was begun and ended, and what was typed, in quotes where it needs them", async () => {
    await inFolder(async (results) => {
      const plan = await planOf(results, 1, "table4");
      await madeAgo(results, plan, 3);
      const words = ["amtl-run", "table4", "--worker", "python3 it's.py"];
      const command = await registerParent(results, plan.planId, "local", words);
      const during = await status({ plans: ["table4"], results });
      assert.match(
        planText(during.plans[0]),
        /\nbegun 3 h 0 min ago: amtl-run table4 --worker 'python3 it'\\''s\.py'\n/,
      );
      await command.release();
      const after = await status({ results });
      assert.match(
        listText(results, after.plans),
        /\n {2}begun 3 h 0 min ago, ended \d\.\d s ago: amtl-run /,
      );
      const data = planData(after.plans[0], false) as Readonly<Record<string, unknown>>;
      assert.deepEqual(data.commandLine, words);
      assert.ok(Date.parse(String(data.begun)) <= Date.parse(String(data.ended)));
    });
  });

  it("finds the plan of a file by any spelling of its path, and tells files of one name apart", async () => {
    await inFolder(async (results) => {
      const mine = await planOf(results, 1, join(results, "a", "m2.ts"));
      const other = await planOf(results, 2, join(results, "b", "m2.ts"));
      for (const word of [join(results, "a", "m2.ts"), join(results, "b", "..", "a", "m2.ts")]) {
        assert.deepEqual(idsOf((await status({ plans: [word], results })).plans), [mine.planId]);
      }
      for (const word of ["m2.ts", "m2"]) {
        const found = await status({ plans: [word], all: true, results });
        assert.deepEqual(new Set(idsOf(found.plans)), new Set(idsOf([mine, other])));
      }
      await assert.rejects(
        status({ plans: [join(results, "c", "m2.ts")], results }),
        /Unknown plan/,
      );
      await assert.rejects(status({ plans: ["m3"], results }), /Unknown plan/);
    });
  });
});
