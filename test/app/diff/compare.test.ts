import assert from "node:assert/strict";
import { cp, mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compare } from "../../../src/app/diff/compare.js";
import { AmtlError } from "../../../src/base/errors.js";
import { projectRoot } from "../../../src/base/root.js";
import { inFolder } from "../../support/runs/runs.js";

const PAPER = join(projectRoot(), "results", "paper", "table4.csv");
const MINI = join(projectRoot(), "results", "mini", "table4.csv");
const EARLIER = join(projectRoot(), "test", "fixtures", "earlier-results");

const refuses = (b: string, tolerance: number | undefined, named: string): Promise<void> =>
  assert.rejects(compare({ a: PAPER, b, tolerance }), (error) => {
    assert.ok(error instanceof AmtlError && error.exitCode === 2, String(error));
    assert.ok(`${error.message} ${JSON.stringify(error.details)}`.includes(named), error.message);
    return true;
  });

describe("compare", () => {
  it("finds nothing between a table and itself", async () => {
    for (const path of [PAPER, MINI]) {
      const { compared, differences, incomparable } = await compare({ a: path, b: path });
      assert.equal(compared, 44);
      assert.deepEqual([differences, incomparable], [[], null]);
    }
  });

  it("finds what the paper prints otherwise, beyond the tolerance", async () => {
    await inFolder(async (folder) => {
      const b = join(folder, "changed.csv");
      // ATL's number.
      await writeFile(b, (await readFile(PAPER, "utf8")).replace(",73.29,", ",73.39,"));
      const { differences } = await compare({ a: PAPER, b, tolerance: 0.09 });
      assert.deepEqual(
        differences.map(({ cell, field, a, b, delta }) => [cell, field, a, b, delta]),
        [["table4/r01/c1", "paper", 73.29, 73.39, 0.1]],
      );
      assert.deepEqual((await compare({ a: PAPER, b, tolerance: 0.1 })).differences, []);
      const beside = (await compare({ a: b, b: "paper" })).differences;
      assert.deepEqual(
        beside.map(({ cell, a, b }) => [cell, a, b]),
        [["table4/r01/c1", 73.39, 73.29]],
      );
    });
  });

  it("compares nothing of another scale with the paper, and nothing of two scales", async () => {
    const mini = await compare({ a: MINI, b: "paper" });
    assert.match(mini.incomparable ?? "", /profile mini is another scale/);
    assert.deepEqual([mini.compared, mini.differences], [0, []]);
    const scales = await compare({ a: MINI, b: PAPER });
    assert.match(scales.incomparable ?? "", /other scales/);
    const none = await compare({ a: PAPER, b: "paper" });
    assert.match(none.incomparable ?? "", /no cell has a number/);
  });

  it("compares results folders run by run, and says which engines made them", async () => {
    await inFolder(async (folder) => {
      const runs = join(folder, "runs");
      await mkdir(runs);
      await cp(EARLIER, runs, { recursive: true });
      const found = await compare({ a: EARLIER, b: runs, tables: ["table4"] });
      assert.equal(found.incomparable, null);
      assert.ok(found.compared > 0);
      assert.deepEqual([found.differences, found.onlyA, found.onlyB], [[], 0, 0]);
      assert.match(found.made.a.join(), /engine \w+/);
    });
  });

  it("compares the tables of a commit with the files of a folder", async function () {
    const folder = join(projectRoot(), "results", "mini");
    const found = await compare({ a: "HEAD", b: folder, tables: ["table4"] }).catch(
      (error: unknown) => {
        // A copy of the project without its history.
        if (error instanceof AmtlError && error.message === "Cannot read CSV") return null;
        throw error;
      },
    );
    if (found === null) {
      this.test!.title += " (skipped: there is no git checkout)";
      this.skip();
    }
    assert.ok(found.compared > 0);
  });

  it("refuses to find nothing between tables without cells", async () => {
    await inFolder(async (folder) => {
      const a = join(folder, "empty.csv");
      await writeFile(a, (await readFile(PAPER, "utf8")).split("\r\n")[0]);
      await assert.rejects(compare({ a, b: a }), /no cells/);
    });
  });

  it("refuses what is missing, torn or of another form, and an invalid tolerance", async () => {
    await inFolder(async (folder) => {
      const torn = join(folder, "torn.csv");
      await writeFile(torn, (await readFile(PAPER, "utf8")).slice(0, 1000));
      const wide = PAPER.replace(".csv", ".wide.csv");
      const empty = join(folder, "empty");
      await mkdir(empty);
      for (const path of [torn, wide, join(folder, "none.csv"), empty]) {
        await refuses(path, 0, path);
      }
      await refuses(PAPER, Number.NaN, "--tolerance");
      await refuses(PAPER, -1, "--tolerance");
    });
  });
});
