import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir, rename, utimes, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startCli } from "../support/cli.js";
import { allResults, inFolder } from "../support/runs.js";

const ONE = [
  ...["table4", "--only", "loss=atl", "--only", "trainedOn=redocred"],
  ...["--seeds", "5", "--json"],
];

describe("amtl-run gc", function () {
  this.timeout(120_000);

  it("says what would go and removes only that, with --yes; a run in work keeps everything", async () => {
    await inFolder(async (root) => {
      assert.equal((await startCli(ONE, root).end).code, 0);
      const results = await allResults(root);
      const clean = await startCli(["gc"], root).end;
      assert.deepEqual([clean.code, clean.stdout], [0, `nothing to remove in ${root}\n`]);
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
      const said = await startCli(["gc"], root).end;
      assert.match(said.stdout, /^checkpoints: 1, .*\n/);
      assert.match(said.stdout, /\n4 would go, .*: amtl-run gc --yes/);
      for (const path of [...goes, claim, ...stays]) assert.ok(existsSync(path), path);
      const done = await startCli(["gc", "--yes"], root).end;
      assert.match(done.stdout, /\nremoved 4, /);
      for (const path of [...goes, claim]) assert.ok(!existsSync(path), path);
      for (const path of stays) assert.ok(existsSync(path), path);
      assert.deepEqual(await allResults(root), results);
      begun.child.kill("SIGINT");
      await begun.end;
    });
  });

  it("passes over a living attempt, and takes the entry of a command that died", async () => {
    await inFolder(async (root) => {
      const cli = startCli(ONE, root, { ms: 60_000 });
      await cli.until(({ type }) => type === "started");
      const [id] = await readdir(join(root, "train"));
      const set = join(root, "train", id, "result.json.damaged-1");
      await writeFile(set, "x");
      assert.match((await startCli(["gc", "--yes"], root).end).stdout, /^nothing to remove/);
      assert.ok(existsSync(set));
      cli.child.kill("SIGKILL");
      await cli.end;
      const { stdout } = await startCli(["gc", "--yes"], root).end;
      assert.match(stdout, /^damaged: 1, .*\ndead commands: 1, /);
      assert.ok(!existsSync(set));
      assert.match((await startCli(["status"], root).end).stdout, /nobody is at work on it/);
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
      assert.match((await startCli(["gc"], root).end).stdout, /^nothing to remove/);
      await becomeOld(31);
      const [trainId] = await readdir(join(root, "train"));
      const result = join(root, "train", trainId, "result.json");
      await rename(result, `${result}.away`);
      assert.match((await startCli(["gc"], root).end).stdout, /^nothing to remove/, "half done");
      await rename(`${result}.away`, result);
      const { stdout } = await startCli(["gc", "--yes"], root).end;
      assert.match(stdout, /^old plans: 1, 0\.0 MB\n/);
      assert.ok(!existsSync(folder));
      assert.ok(existsSync(result));
      const again = await startCli(ONE, root).end;
      assert.equal(again.code, 0);
      assert.doesNotMatch(again.stdout, /"type":"started"/);
    });
  });
});
