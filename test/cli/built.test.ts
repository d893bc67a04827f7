import assert from "node:assert/strict";
import { cpSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../src/base/root.js";
import { inFolder } from "../support/runs/runs.js";

describe("the built program", () => {
  it("needs none of its sources", async function () {
    if (import.meta.url.endsWith(".ts")) {
      this.test!.title += " (skipped: these tests are not built)";
      this.skip();
    }
    await inFolder(async (folder) => {
      const parts = ["package.json", "amtl.config.json", "bin", "dist/src", "dist/experiments"];
      for (const part of parts) {
        cpSync(join(projectRoot(), part), join(folder, part), { recursive: true });
      }
      symlinkSync(join(projectRoot(), "node_modules"), join(folder, "node_modules"));
      for (const words of [["list"], ["plan", "table4"], ["report", "table4", "--paper"]]) {
        const command = [join(folder, "bin", "amtl-run.js"), ...words, "--results", folder];
        const inside = words[0] === "list" ? command.slice(0, 2) : command;
        const { exitCode, stderr } = await execa(process.execPath, inside, { reject: false });
        assert.equal(exitCode, 0, `${words.join(" ")}: ${stderr}`);
      }
    });
  });
});
