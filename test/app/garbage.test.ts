import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, utimes, writeFile } from "node:fs/promises";
import { dirname, join, relative } from "node:path";
import { collectGarbage } from "../../src/app/garbage.js";
import { startCli } from "../support/commands/cli.js";
import { allResults, inFolder } from "../support/runs/runs.js";

const ONE = [
  ...["table4", "--only", "loss=atl", "--only", "trainedOn=redocred"],
  ...["--seeds", "5", "--json"],
];

/** Kind and path (below the results folder) of what is found, in any order. */
async function found(results: string, remove = false): Promise<readonly string[]> {
  const { root, removed, garbage } = await collectGarbage({ results, remove });
  assert.deepEqual([root, removed], [results, remove]);
  return garbage.map(({ kind, path }) => `${kind}: ${relative(root, path)}`).sort();
}

describe("collectGarbage", function () {
  this.timeout(120_000);

  it("finds what nothing needs and removes only that, if asked; a run in work keeps everything", async () => {
    await inFolder(async (root) => {
      assert.equal((await startCli(ONE, root).end).code, 0);
      const results = await allResults(root);
      assert.deepEqual(await found(root), []);
      const [id] = await readdir(join(root, "train"));
      const dir = join(root, "train", id);
      const attempt = join(dir, "attempts", "1");
      const old = join(dir, "result.json.0123456789ab.tmp");
      const fresh = join(dir, "result.json.ba9876543210.tmp");
      const goes = [join(attempt, "checkpoint.bin"), join(dir, "result.json.damaged-1"), old];
      const stays = [fresh, join(attempt, "log.ndjson"), join(dir, "weights.bin")];
      for (const path of [...goes, fresh, join(dir, "weights.bin")]) await writeFile(path, "x");
      const claim = join(dir, "attempts", ".claim-00ff");
      await mkdir(claim);
      const past = new Date(Date.now() - 2 * 86_400_000);
      for (const path of [old, claim]) await utimes(path, past, past);
      const begun = startCli(ONE.with(6, "42"), root, { ms: 60_000 });
      const run = join("train", id);
      const expected = [
        `checkpoints: ${join(run, "attempts", "1", "checkpoint.bin")}`,
        `damaged: ${join(run, "result.json.damaged-1")}`,
        `leftovers: ${join(run, "attempts", ".claim-00ff")}`,
        `leftovers: ${join(run, "result.json.0123456789ab.tmp")}`,
      ];
      assert.deepEqual(await found(root), expected);
      for (const path of [...goes, claim, ...stays]) assert.ok(existsSync(path), path);
      assert.deepEqual(await found(root, true), expected);
      for (const path of [...goes, claim]) assert.ok(!existsSync(path), path);
      for (const path of stays) assert.ok(existsSync(path), path);
      assert.deepEqual(await allResults(root), results);
      begun.child.kill("SIGINT");
      await begun.end;
    });
  });

  it("takes half-written files of plans and weights, once they are a day old", async () => {
    await inFolder(async (root) => {
      const plan = join("plans", "0123456789ab");
      const torn = [
        join(plan, "manifest.json.0123456789ab.tmp"),
        join("train", "ab", "weights.bin.tmp"),
      ];
      const past = new Date(Date.now() - 2 * 86_400_000);
      for (const path of torn) {
        await mkdir(dirname(join(root, path)), { recursive: true });
        await writeFile(join(root, path), "x");
        assert.deepEqual(await found(root), []);
        await utimes(join(root, path), past, past);
        assert.deepEqual(await found(root, true), [`leftovers: ${path}`]);
        assert.ok(!existsSync(join(root, path)));
      }
    });
  });

  it("passes over a living attempt, and takes the entry of a command that died", async () => {
    await inFolder(async (root) => {
      const cli = startCli(ONE, root, { ms: 60_000 });
      await cli.until(({ type }) => type === "started");
      const [id] = await readdir(join(root, "train"));
      const set = join(root, "train", id, "result.json.damaged-1");
      await writeFile(set, "x");
      assert.deepEqual(await found(root, true), []);
      assert.ok(existsSync(set));
      cli.child.kill("SIGKILL");
      await cli.end;
      const kinds = (await found(root, true)).map((each) => each.split(":")[0]);
      assert.deepEqual(kinds, ["damaged", "dead commands"]);
      assert.ok(!existsSync(set));
      assert.match((await startCli(["status"], root).end).stdout, /no process works on it/);
    });
  });

  it("takes plans of which nothing is left to do, once they are a month old", async () => {
    await inFolder(async (root) => {
      assert.equal((await startCli(ONE, root).end).code, 0);
      const [plan] = await readdir(join(root, "plans"));
      const folder = join(root, "plans", plan);
      const becomeOld = async (days: number): Promise<void> => {
        const past = new Date(Date.now() - days * 86_400_000);
        for (const path of [join(folder, "parents"), folder]) await utimes(path, past, past);
      };
      await becomeOld(29);
      assert.deepEqual(await found(root), []);
      await becomeOld(31);
      const [trainId] = await readdir(join(root, "train"));
      const result = join(root, "train", trainId, "result.json");
      await rename(result, `${result}.away`);
      assert.deepEqual(await found(root), [], "half done");
      await rename(`${result}.away`, result);
      assert.deepEqual(await found(root, true), [`old plans: ${join("plans", plan)}`]);
      assert.ok(!existsSync(folder));
      assert.ok(existsSync(result));
      const again = await startCli(ONE, root).end;
      assert.equal(again.code, 0);
      assert.doesNotMatch(again.stdout, /"type":"started"/);
    });
  });
});
