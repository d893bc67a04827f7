import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { readIdentity, specFlaw } from "../../src/provenance/identity.js";
import { evalDir, trainDir } from "../../src/store/paths.js";
import { ensureSpec } from "../../src/store/spec.js";
import { inFolder, sampleJob } from "../support/runs/runs.js";

describe("what a run's folder says that it is", () => {
  it("is written once, and mended when torn or when it says something else", async () => {
    await inFolder(async (folder) => {
      const { trainId, train: spec, dependencies } = sampleJob(folder, 1);
      const dir = trainDir(folder, trainId);
      assert.deepEqual([await readIdentity(dir), await specFlaw(dir)], [null, null]);
      await ensureSpec(dir, { spec, dependencies });
      await ensureSpec(dir, { dependencies, spec });
      assert.deepEqual(await readIdentity(dir), { spec, dependencies });
      const whole = await readFile(join(dir, "spec.json"), "utf8");
      const other = whole.replace('"seed": 1', '"seed": 2');
      for (const text of ['{"spec": 1,', other, whole.replace('"seed": 1', '"seed": 1e999')]) {
        await writeFile(join(dir, "spec.json"), text);
        assert.equal(await readIdentity(dir), null);
        assert.notEqual(await specFlaw(dir), null);
        await ensureSpec(dir, { spec, dependencies });
        assert.equal(await readFile(join(dir, "spec.json"), "utf8"), whole);
        assert.equal(await specFlaw(dir), null);
      }
      assert.deepEqual(await readIdentity(dir), { spec, dependencies });
    });
  });

  it("is checked of evaluations, too", async () => {
    await inFolder(async (folder) => {
      const { evals } = sampleJob(folder, 1);
      const [{ evalId, spec, dependencies }] = evals;
      const dir = evalDir(folder, evalId);
      await ensureSpec(dir, { spec, dependencies });
      assert.equal(await specFlaw(dir), null);
      await writeFile(
        join(dir, "spec.json"),
        JSON.stringify({ spec: { ...spec, evalSet: "redocred/dev" }, dependencies }),
      );
      assert.match((await specFlaw(dir)) ?? "", /not what its folder is named by/);
    });
  });
});
