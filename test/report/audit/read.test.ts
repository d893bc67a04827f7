import assert from "node:assert/strict";
import { readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { audit } from "../../../src/app/audit/audit.js";
import { newPaper } from "../../../src/app/audit/new-paper.js";
import { AmtlError } from "../../../src/base/errors.js";
import { inFolder } from "../../support/runs/runs.js";

/** A new paper, one of its files changed. */
async function withChange(
  file: string,
  change: (text: string) => string,
  then: (folder: string) => Promise<void>,
): Promise<void> {
  await inFolder(async (root) => {
    const folder = join(root, "paper");
    await newPaper(folder);
    const path = join(folder, file);
    await writeFile(path, change(await readFile(path, "utf8")));
    await then(folder);
  });
}

const refused = (folder: string, words: RegExp) =>
  assert.rejects(audit({ folder }), (error) => {
    assert.ok(error instanceof AmtlError);
    assert.equal(error.exitCode, 2);
    assert.match(`${error.message} ${JSON.stringify(error.details)}`, words);
    return true;
  });

describe("a paper's folder", () => {
  it("that paper new makes agrees with itself, and is not written over", async () => {
    await inFolder(async (root) => {
      const folder = join(root, "paper");
      assert.equal((await newPaper(folder)).length, 3);
      const { agrees, items, gains } = await audit({ folder });
      assert.ok(agrees);
      assert.ok(items.length > 8);
      assert.equal(gains?.gains.length, 1);
      await assert.rejects(newPaper(folder), /not empty/);
    });
  });

  it("does not agree with itself after a change", async () => {
    const wrong = (text: string) => text.replace("69.06", "69.60");
    await withChange("table1.json", wrong, async (folder) => {
      const { items, agrees } = await audit({ folder });
      const found = items.filter(({ verdict }) => verdict === "mismatch").map(({ id }) => id);
      assert.equal(agrees, false);
      assert.deepEqual(found, ["delta/table1/r2/f1", "prf/table1/r2", "text/gain"]);
    });
  });

  it("is refused with what is wrong and where", async () => {
    await refused("no-such-folder", /paper\.json.*paper new/);
    const table = (text: string) => text.replace('"decimals": 2', '"decimals": "two"');
    await withChange("table1.json", table, (folder) => refused(folder, /decimals.*two/));
    const kind = (text: string) => text.replace('"equals"', '"equal"');
    await withChange("statements.json", kind, (folder) => refused(folder, /"equal".*equals/));
    const cell = (text: string) => text.replace("table1/r2/p", "table1/r9/p");
    await withChange("statements.json", cell, (folder) => refused(folder, /table1\/r9\/p/));
    const part = (text: string) => text.replace('"each"', '"every"');
    await withChange("statements.json", part, (folder) => refused(folder, /parts.*every/));
    const id = (text: string) => text.replace("table1/r2/p", "table1/r1/p");
    await withChange("table1.json", id, (folder) => refused(folder, /twice/));
  });

  it("needs no statements", async () => {
    await withChange("statements.json", String, async (folder) => {
      await rm(join(folder, "statements.json"));
      assert.ok((await audit({ folder })).agrees);
    });
  });
});
