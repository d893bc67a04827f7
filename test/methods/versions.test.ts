import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { moduleVersions, recordPath, type ModuleVersion } from "../support/module-versions.js";

const record = JSON.parse(readFileSync(recordPath(), "utf8")) as Record<string, ModuleVersion>;

describe("hand-kept versions of modules that change results", () => {
  for (const [name, { version, sha256 }] of Object.entries(moduleVersions())) {
    it(`${name}: its code has not changed under version ${version}`, () => {
      assert.ok(name in record, `${name} is not recorded: npm run record-versions`);
      assert.equal(version, record[name].version, "a new version: npm run record-versions");
      assert.equal(
        sha256,
        record[name].sha256,
        `raise the version of ${name}, or, if results stay the same but for float32 rounding: npm run record-versions -- ${name}`,
      );
    });
  }

  it("are recorded for modules that exist", () => {
    assert.deepEqual(Object.keys(record).sort(), Object.keys(moduleVersions()).sort());
  });
});
