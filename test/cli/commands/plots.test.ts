import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { parse } from "csv-parse/sync";
import { projectRoot } from "../../../src/base/root.js";
import { runCommand } from "../../support/commands/command.js";
import { inFolder } from "../../support/runs/runs.js";

const FIXTURE = join(projectRoot(), "test", "fixtures", "earlier-results");

describe("amtl-run report --plot", function () {
  this.timeout(30_000);

  it("writes each picture with its numbers beside, and says what has no data", async () => {
    await inFolder(async (root) => {
      cpSync(FIXTURE, root, { recursive: true });
      const before = await readdir(join(root, "smoke"));
      const words = ["report", "table4", "--seeds", "5", "--results", root, "--plot", "all"];
      const { code, stdout } = await runCommand(...words);
      assert.equal(code, 0);
      assert.match(stdout, /^no threshold-recall of table4: no row has runs of several/m);
      const after = (await readdir(join(root, "smoke"))).filter((name) => !before.includes(name));
      const plots = ["band-gains", "cost", "learning-curves", "seed-spread"];
      assert.deepEqual(
        after.sort(),
        plots.flatMap((plot) => [`table4.${plot}.csv`, `table4.${plot}.svg`]),
      );
      const read = (name: string): Promise<string> => readFile(join(root, "smoke", name), "utf8");
      assert.match(await read("table4.cost.svg"), /^<svg /);
      const rows: readonly Readonly<Record<string, string>>[] = parse(
        await read("table4.band-gains.csv"),
        { columns: true },
      );
      assert.ok(rows.length > 0);
      assert.ok(rows.every(({ row, over }) => row === "AMTL" && over === "ATL"));
      assert.ok(rows.every(({ gained }) => Number.isFinite(Number(gained)) && gained !== ""));
    });
  });

  it("ends with 3 where nothing can be drawn, and is refused beside other files", async () => {
    await inFolder(async (root) => {
      const words = ["report", "table4", "--plot", "cost,seed-spread", "--results", root];
      const { code, stdout } = await runCommand(...words);
      assert.equal(code, 3);
      assert.match(stdout, /^no cost of table4: no run is done$/m);
      assert.match(stdout, /^no seed-spread of table4: no cell has a value of a run$/m);
      assert.deepEqual(await readdir(root), []);
      for (const more of [["--out", "a.html"], ["--format", "latex"], ["--anonymous"]]) {
        const refused = await runCommand(...words, ...more);
        assert.equal(refused.code, 2);
        assert.match(refused.stderr, new RegExp(`--plot writes pictures alone.*\n.*${more[0]}`));
      }
    });
  });
});
