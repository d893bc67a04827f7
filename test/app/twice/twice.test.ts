import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { sealedJson } from "../../../src/base/seal.js";
import type { Determinism } from "../../../src/app/twice/compare.js";
import type { TrainResult } from "../../../src/contract/result.js";
import { startCli } from "../../support/commands/cli.js";
import { allResults, inFolder } from "../../support/runs/runs.js";

const TABLE = ["table4", "--seeds", "5", "--only", "loss=atl"];
const RUNS = 2;

/** A small change to a result that is still one, as if chance had made it. */
async function change(path: string): Promise<void> {
  const { schema, trainId, best, steps, ...result } = JSON.parse(
    await readFile(path, "utf8"),
  ) as TrainResult;
  const [first, ...rest] = result.dev;
  const dev = [{ ...first, f1: first.f1 + 0.25 }, ...rest];
  // With a digest of its own: a result of another machine, not a damaged one.
  await writeFile(path, sealedJson({ schema, trainId, best, steps, dev }));
}

describe("amtl-run run --twice", function () {
  this.timeout(120_000);

  it("does each run again elsewhere, says that the bits are the same, and keeps nothing of it", async () => {
    await inFolder(async (root) => {
      const { code, stdout, stderr } = await startCli([...TABLE, "--twice"], root).end;
      assert.equal(code, 0, stderr);
      assert.equal(stdout.match(/^same bits {2}/gm)?.length, RUNS, stdout);
      assert.match(stdout, /^Done twice: 2 of 2 runs came out with the same bits\.$/m);
      assert.match(stderr, /table4, a second time, profile smoke: 2 runs, 0 done/);
      const runs = await readdir(join(root, "train"));
      assert.equal(runs.length, RUNS);
      for (const run of runs) {
        const path = join(root, "train", run, "determinism.json");
        const found = JSON.parse(await readFile(path, "utf8")) as Determinism;
        assert.ok(found.same && found.trainId === run && found.evaluations.length === 1);
      }
      assert.deepEqual(await readdir(join(root, "twice", "train")), []);
      assert.deepEqual(await readdir(join(root, "twice", "eval")), []);
    });
  });

  it("says where a run parted from its first time, which it leaves as it was", async () => {
    await inFolder(async (root) => {
      assert.equal((await startCli(TABLE, root).end).code, 0);
      const [run] = await readdir(join(root, "train"));
      await change(join(root, "train", run, "result.json"));
      const before = await allResults(join(root, "train"));
      const { code, stdout, stderr } = await startCli([...TABLE, "--twice", "--json"], root).end;
      assert.equal(code, 0, stderr);
      const lines = stdout.trimEnd().split("\n");
      const told = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
      assert.deepEqual(
        told.map(({ type }) => type),
        ["determinism", "determinism", "summary"],
      );
      const apart = told.filter(({ same }) => same === false);
      assert.deepEqual(
        apart.map((line) => line.run),
        [run.slice(0, 12)],
      );
      const { evaluation, f1 } = apart[0].parting as { evaluation: number; f1: number };
      assert.equal(evaluation, 1);
      assert.ok(Math.abs(f1 - 0.25) < 1e-9);
      assert.deepEqual(await allResults(join(root, "train")), before);
      assert.ok(existsSync(join(root, "train", run, "determinism.json")));
    });
  });

  it("fails where the second time does, and tells of those that came through", async () => {
    await inFolder(async (root) => {
      assert.equal((await startCli(TABLE, root).end).code, 0);
      const plan = { ms: 50, bySeed: { 5: { act: "fail", always: true } } } as const;
      const { code, stdout, stderr } = await startCli([...TABLE, "--twice"], root, plan).end;
      assert.equal(code, 1);
      assert.match(stderr, /failed \(not-a-number\)/);
      assert.match(stdout, /No run was done twice/);
    });
  });
});
