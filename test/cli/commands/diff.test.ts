import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { runCommand } from "../../support/commands/command.js";
import { inFolder } from "../../support/runs/runs.js";

const TABLE4 = join(projectRoot(), "results", "paper", "table4.csv");

describe("amtl-run diff", () => {
  it("ends with 0 when nothing differs", async () => {
    const { code, stdout } = await runCommand("diff", TABLE4, TABLE4);
    assert.equal(code, 0);
    assert.match(stdout, /^0 differences in 44 cells$/m);
  });

  it("prints the cells that differ, for people or programs, and ends with 1", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "changed.csv");
      await writeFile(path, (await readFile(TABLE4, "utf8")).replace(",73.29,", ",73.39,"));
      const { code, stdout } = await runCommand("diff", TABLE4, path);
      assert.equal(code, 1);
      assert.match(stdout, /table4\/r01\/c1 .*ATL, Re-DocRED F1.*73\.29.*73\.39.*0\.10/);
      assert.match(stdout, /1 difference in 44 cells/);
      assert.doesNotMatch(stdout, /r01\/c2/);
      const json = await runCommand("diff", TABLE4, path, "--json");
      const { differences } = JSON.parse(json.stdout) as { differences: { delta: number }[] };
      assert.deepEqual([json.code, differences.map(({ delta }) => delta)], [1, [0.1]]);
    });
  });

  it("prints a table of Markdown for a pull request", async () => {
    await inFolder(async (folder) => {
      const path = join(folder, "changed.csv");
      await writeFile(path, (await readFile(TABLE4, "utf8")).replace(",73.29,", ",73.39,"));
      const { stdout } = await runCommand("diff", TABLE4, path, "--format", "markdown");
      assert.match(
        stdout,
        /^- A = [^]*\n\| table4\/r01\/c1 \| ATL, Re-DocRED F1 \| paper \| 73\.29 /,
      );
    });
  });

  it("ends with 3 where nothing can be compared", async () => {
    const mini = join(projectRoot(), "results", "mini", "table4.csv");
    const { code, stdout } = await runCommand("diff", mini, "paper");
    assert.equal(code, 3);
    assert.match(stdout, /^Not comparable: profile mini is another scale than the paper's\.$/m);
  });

  it("ends with 2 on a file that is missing", async () => {
    const { code, stdout, stderr } = await runCommand("diff", TABLE4, "none.csv");
    assert.deepEqual([code, stdout], [2, ""], stderr);
    assert.match(stderr, /none\.csv/);
  });
});
