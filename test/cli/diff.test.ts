import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../src/base/root.js";
import { runCommand } from "../support/command.js";
import { inFolder } from "../support/runs.js";

const TABLE4 = join(projectRoot(), "results", "paper", "table4.csv");

/** The paper's table with one number changed: ATL's 73.29. */
async function changed(folder: string): Promise<string> {
  const path = join(folder, "changed.csv");
  await writeFile(path, (await readFile(TABLE4, "utf8")).replace(",73.29,", ",73.39,"));
  return path;
}

describe("amtl-run diff", () => {
  it("ends with 0 when nothing differs", async () => {
    const { code, stdout } = await runCommand("diff", TABLE4, TABLE4);
    assert.deepEqual([code, stdout], [0, "0 differences in 44 cells"]);
  });

  it("prints the cells that differ, and ends with 1", async () => {
    await inFolder(async (folder) => {
      const { code, stdout } = await runCommand("diff", TABLE4, await changed(folder));
      assert.equal(code, 1);
      assert.match(stdout, /table4\/r01\/c1 .*ATL, Re-DocRED F1.*73\.29.*73\.39.*0\.10/);
      assert.match(stdout, /1 difference in 44 cells/);
      assert.doesNotMatch(stdout, /r01\/c2/);
    });
  });

  it("has a tolerance, and JSON for programs", async () => {
    await inFolder(async (folder) => {
      const words = ["diff", TABLE4, await changed(folder), "--json", "--tolerance"];
      const strict = await runCommand(...words, "0.09");
      const { differences } = JSON.parse(strict.stdout) as { differences: { delta: number }[] };
      assert.deepEqual([strict.code, differences.map(({ delta }) => delta)], [1, [0.1]]);
      assert.equal((await runCommand(...words, "0.1")).code, 0);
    });
  });

  it("compares with the paper: cells without a result differ", async () => {
    const { code, stdout } = await runCommand("diff", TABLE4, "paper");
    assert.equal(code, 1);
    assert.match(stdout, /44 differences in 44 cells/);
  });

  it("ends with 2 on files that are missing, torn or of another form", async () => {
    await inFolder(async (folder) => {
      const torn = join(folder, "torn.csv");
      await writeFile(torn, (await readFile(TABLE4, "utf8")).slice(0, 1000));
      const wide = TABLE4.replace(".csv", ".wide.csv");
      for (const path of [torn, wide, join(folder, "none.csv")]) {
        const { code, stdout, stderr } = await runCommand("diff", TABLE4, path);
        assert.deepEqual([code, stdout], [2, ""], stderr);
        assert.ok(stderr.includes(path), stderr);
      }
      assert.equal((await runCommand("diff", TABLE4, TABLE4, "--tolerance", "x")).code, 2);
    });
  });
});
