import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { compare } from "../../src/app/compare.js";
import { AmtlError } from "../../src/base/errors.js";
import { projectRoot } from "../../src/base/root.js";
import { inFolder } from "../support/runs/runs.js";

const TABLE4 = join(projectRoot(), "results", "paper", "table4.csv");

const refuses = (b: string, tolerance: number | undefined, named: string): Promise<void> =>
  assert.rejects(compare({ a: TABLE4, b, tolerance }), (error) => {
    assert.ok(error instanceof AmtlError && error.exitCode === 2, String(error));
    assert.ok(`${error.message} ${JSON.stringify(error.details)}`.includes(named), error.message);
    return true;
  });

describe("compare", () => {
  it("finds nothing between a table and itself", async () => {
    const { compared, differences } = await compare({ a: TABLE4, b: TABLE4 });
    assert.deepEqual([compared, differences], [44, []]);
  });

  it("finds the cells that differ by more than the tolerance", async () => {
    await inFolder(async (folder) => {
      const b = join(folder, "changed.csv");
      // ATL's number.
      await writeFile(b, (await readFile(TABLE4, "utf8")).replace(",73.29,", ",73.39,"));
      const { differences } = await compare({ a: TABLE4, b, tolerance: 0.09 });
      assert.deepEqual(
        differences.map(({ cell, field, a, b, delta }) => [cell, field, a, b, delta]),
        [["table4/r01/c1", "paper", "73.29", "73.39", 0.1]],
      );
      assert.deepEqual((await compare({ a: TABLE4, b, tolerance: 0.1 })).differences, []);
    });
  });

  it("compares with the paper: cells without a result differ", async () => {
    const { compared, differences } = await compare({ a: TABLE4, b: "paper" });
    assert.deepEqual([compared, differences.length], [44, 44]);
  });

  it("says of numbers at another scale that the paper's are for orientation", async () => {
    const mini = join(projectRoot(), "results", "mini", "table4.csv");
    assert.equal((await compare({ a: mini, b: "paper" })).otherScale, "mini");
    assert.equal((await compare({ a: mini, b: mini })).otherScale, null);
    assert.equal((await compare({ a: TABLE4, b: "paper" })).otherScale, null);
  });

  it("takes the paper's numbers from the paper, not from the file", async () => {
    await inFolder(async (folder) => {
      const a = join(folder, "changed.csv");
      await writeFile(a, (await readFile(TABLE4, "utf8")).replace(",73.29,", ",73.39,"));
      const { differences } = await compare({ a, b: "paper" });
      const [found] = differences.filter(({ field }) => field === "paper");
      assert.deepEqual([found.cell, found.a, found.b], ["table4/r01/c1", "73.39", "73.29"]);
    });
  });

  it("refuses to find nothing between tables without cells", async () => {
    await inFolder(async (folder) => {
      const a = join(folder, "empty.csv");
      await writeFile(a, (await readFile(TABLE4, "utf8")).split("\r\n")[0]);
      await assert.rejects(compare({ a, b: a }), /no cells/);
    });
  });

  it("refuses files that are missing, torn or of another form, and an invalid tolerance", async () => {
    await inFolder(async (folder) => {
      const torn = join(folder, "torn.csv");
      await writeFile(torn, (await readFile(TABLE4, "utf8")).slice(0, 1000));
      const wide = TABLE4.replace(".csv", ".wide.csv");
      for (const path of [torn, wide, join(folder, "none.csv")]) await refuses(path, 0, path);
      await refuses(TABLE4, Number.NaN, "--tolerance");
      await refuses(TABLE4, -1, "--tolerance");
    });
  });
});
