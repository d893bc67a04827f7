import assert from "node:assert/strict";
import { readFile, truncate, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isCancelRequested, requestCancel } from "../../../src/store/claims/cancel.js";
import {
  listManifests,
  mendManifest,
  planDir,
  planIdOf,
  readManifest,
  writeManifest,
  type ManifestRun,
} from "../../../src/store/plans/manifests.js";
import {
  cancelParent,
  listParents,
  parentsDir,
  registerParent,
} from "../../../src/store/plans/parents.js";
import { inFolder } from "../../support/runs/runs.js";

const run = (name: string): ManifestRun => ({
  trainId: name.repeat(64),
  label: name,
  cells: ["table4/r01/c1"],
  evalIds: [`${name}1`],
});
const PLAN = { names: ["table4"], profile: "smoke", seeds: [5], runs: [run("a"), run("b")] };

describe("manifests of plans", () => {
  it("have an id that depends on what is to be done, not on its order or name", () => {
    const id = planIdOf("smoke", PLAN.runs);
    assert.match(id, /^[0-9a-f]{12}$/);
    assert.equal(planIdOf("smoke", [...PLAN.runs].reverse()), id);
    assert.notEqual(planIdOf("mini", PLAN.runs), id);
    assert.notEqual(planIdOf("smoke", [run("a")]), id);
  });

  it("are written once, read back, and listed with the damaged ones last", async () => {
    await inFolder(async (root) => {
      const first = await writeManifest(root, PLAN);
      assert.deepEqual(await writeManifest(root, PLAN), first);
      const torn = await writeManifest(root, { ...PLAN, profile: "mini" });
      await writeFile(join(planDir(root, torn.planId), "manifest.json"), '{"schema": 1, "pl');
      const [one, two] = await listManifests(root);
      assert.deepEqual(one, { state: "present", manifest: first });
      assert.ok(two.state === "damaged" && two.planId === torn.planId);
      assert.match(two.why, /cut off/);
      assert.equal(await readManifest(root, "0".repeat(12)), null);
      assert.equal((await writeManifest(root, { ...PLAN, profile: "mini" })).planId, torn.planId);
      assert.equal((await readManifest(root, torn.planId))?.state, "present");
    });
  });

  it("that say which seeds count stand beside those of the same runs that do not", async () => {
    await inFolder(async (root) => {
      const byHand = await writeManifest(root, PLAN);
      const seeds = [5, 42, 65];
      const marked = await writeManifest(root, { ...PLAN, seeds, until: 3 });
      assert.deepEqual([marked.until, marked.seeds, marked.runs], [3, seeds, byHand.runs]);
      assert.equal(marked.planId, planIdOf("smoke", PLAN.runs, 3));
      const found = await Promise.all(
        [byHand, marked].map(({ planId }) => readManifest(root, planId)),
      );
      assert.deepEqual(
        found,
        [byHand, marked].map((manifest) => ({ state: "present", manifest })),
      );
    });
  });

  it("are written again where they are damaged, not where they never were", async () => {
    await inFolder(async (root) => {
      await mendManifest(root, PLAN);
      assert.deepEqual(await listManifests(root), []);
      const { planId } = await writeManifest(root, PLAN);
      await writeFile(join(planDir(root, planId), "manifest.json"), "{}");
      await mendManifest(root, PLAN);
      const found = await readManifest(root, planId);
      assert.ok(found?.state === "present");
      assert.deepEqual(found.manifest.runs, PLAN.runs);
    });
  });

  it("that are cut off anywhere, or hold something else, are damaged and not thrown", async () => {
    await inFolder(async (root) => {
      const { planId } = await writeManifest(root, PLAN);
      const path = join(planDir(root, planId), "manifest.json");
      const whole = await readFile(path, "utf8");
      for (let length = whole.length - 2; length >= 0; length -= 31) {
        await truncate(path, length);
        assert.equal((await readManifest(root, planId))?.state, "damaged", `${length} bytes`);
      }
      for (const wrong of ['"label": "a"', '"smoke"', '"table4"']) {
        await writeFile(path, whole.replace(wrong.replace(": ", ":"), "7"));
        assert.equal((await readManifest(root, planId))?.state, "damaged", wrong);
      }
    });
  });

  it("name the commands at work on them, each of which can be asked to stop", async () => {
    await inFolder(async (root) => {
      const { planId } = await writeManifest(root, PLAN);
      const words = ["amtl-run", "table4"];
      const one = await registerParent(root, planId, "local", words);
      const two = await registerParent(root, planId, "local", words);
      const parents = await listParents(root, planId);
      assert.deepEqual(
        parents.map(({ alive, cancelled }) => [alive, cancelled]),
        [
          [true, false],
          [true, false],
        ],
      );
      await cancelParent(parents.find(({ parent }) => parent.nonce === one.parent.nonce)!);
      assert.deepEqual([await one.isCancelled(), await two.isCancelled()], [true, false]);
      await one.release();
      await two.release();
      assert.deepEqual(await listParents(root, planId), []);
    });
  });

  it("tell commands that died, here by their process, elsewhere by their heartbeat", async () => {
    await inFolder(async (root) => {
      const { planId } = await writeManifest(root, PLAN);
      const { parent, release } = await registerParent(root, planId, "local", []);
      const folder = join(parentsDir(root, planId), parent.nonce);
      const alive = async (owner: object): Promise<boolean> => {
        await writeFile(join(folder, "owner.json"), JSON.stringify({ ...parent, ...owner }));
        return (await listParents(root, planId))[0].alive;
      };
      assert.equal(await alive({ started: "another time" }), false);
      assert.equal(await alive({ host: "elsewhere" }), true);
      const past = new Date(Date.now() - 1e6);
      await utimes(join(folder, "heartbeat"), past, past);
      assert.equal(await alive({ host: "elsewhere" }), false);
      await release();
    });
  });
});

describe("a request to cancel an attempt", () => {
  it("is there once it was made", async () => {
    await inFolder(async (attempt) => {
      assert.equal(await isCancelRequested(attempt), false);
      await requestCancel(attempt);
      assert.equal(await isCancelRequested(attempt), true);
    });
  });
});
