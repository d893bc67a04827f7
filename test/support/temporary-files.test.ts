import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { inFolder } from "./runs/runs.js";
import { removeAbandoned } from "./temporary-files.js";

describe("temporary files of tests", () => {
  it("are removed after a test run that was killed, and left to one that goes on", async () => {
    await inFolder((parent) => {
      const { pid: dead } = spawnSync(process.execPath, ["-e", ""]);
      const alive = `amtl-tests-${process.pid}-abc`;
      for (const name of [`amtl-tests-${dead}-abc`, alive, "amtl-tests-abc", "others"]) {
        mkdirSync(join(parent, name));
        writeFileSync(join(parent, name, "file"), "");
      }
      removeAbandoned(parent);
      assert.deepEqual(readdirSync(parent).sort(), [alive, "amtl-tests-abc", "others"].sort());
      return Promise.resolve();
    });
  });
});
