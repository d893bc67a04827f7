import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { isCancelRequested, requestCancel } from "../../src/store/cancel.js";
import {
  listManifests,
  planDir,
  planIdOf,
  readManifest,
  writeManifest,
  type ManifestRun,
} from "../../src/store/manifests.js";
import { cancelParent, listParents, registerParent } from "../../src/store/parents.js";
import { inFolder } from "../support/runs.js";

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

  it("name the commands at work on them, each of which can be asked to stop", async () => {
    await inFolder(async (root) => {
      const { planId } = await writeManifest(root, PLAN);
      const words = ["amtl-run", "table4"];
      const one = await registerParent(root, planId, "local", words);
      const two = await registerParent(root, planId, "local", words);
      const parents = await listParents(root, planId);
      assert.deepEqual(new Set(parents.map(({ state }) => state)), new Set(["alive"]));
      assert.equal(parents.length, 2);
      await cancelParent(root, planId, one.parent);
      assert.deepEqual([await one.isCancelled(), await two.isCancelled()], [true, false]);
      await one.release();
      await two.release();
      assert.deepEqual(await listParents(root, planId), []);
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
