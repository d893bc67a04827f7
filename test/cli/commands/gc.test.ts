import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../support/commands/command.js";
import { inFolder } from "../../support/runs/runs.js";

describe("amtl-run gc", () => {
  it("says what would go, and removes it with --yes", async () => {
    await inFolder(async (root) => {
      const run = join(root, "train", "a".repeat(64));
      await mkdir(run, { recursive: true });
      const damaged = join(run, "result.json.damaged-1");
      await writeFile(damaged, "x".repeat(200_000));
      const gc = (...words: readonly string[]) => runCommand("gc", "--results", root, ...words);
      const would = await gc();
      assert.equal(would.code, 0, would.stderr);
      assert.equal(
        would.stdout,
        "damaged: 1, 0.2 MB\n1 would go, 0.2 MB: amtl-run gc --yes removes them (--json lists them)",
      );
      const removed = JSON.parse((await gc("--yes", "--json")).stdout) as object;
      const garbage = [{ kind: "damaged", path: damaged, bytes: 200_000 }];
      assert.deepEqual(removed, { removed: true, garbage });
      assert.ok(!existsSync(damaged));
      assert.equal((await gc("--yes")).stdout, `nothing to remove in ${root}`);
    });
  });
});
