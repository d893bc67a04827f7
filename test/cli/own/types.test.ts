import assert from "node:assert/strict";
import { mkdir, symlink } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../../src/base/root.js";
import { MY_LOSS, guideExample, withFiles } from "../../support/runs/own-files.js";

const CONFIG = { compilerOptions: { strict: true, module: "nodenext", skipLibCheck: true } };

const WRONG = `
import { amtl } from "amtl-run";
export const row = amtl({ lamda: 3 });
`;

describe("the types of the DSL outside the checkout", function () {
  this.timeout(120_000);

  it("are found through a link, as the README says, and know what is wrong", async () => {
    const files = {
      "tsconfig.json": JSON.stringify(CONFIG),
      "my-table.ts": MY_LOSS,
      "my-segments.ts": guideExample("my-segments.ts"),
      "my-data.ts": guideExample("my-data.ts"),
      "my-backbone.ts": guideExample("my-backbone.ts"),
      "lambdas.ts": guideExample("my-table.ts"),
      "wrong.ts": WRONG,
    };
    await withFiles(files, async (folder) => {
      await mkdir(join(folder, "node_modules"));
      await symlink(projectRoot(), join(folder, "node_modules", "amtl-run"));
      const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
      const { stdout } = await execa(process.execPath, [compiler, "--noEmit", "-p", folder], {
        reject: false,
        cwd: folder,
      });
      const errors = stdout.split("\n").filter((line) => /error TS\d+/.test(line));
      assert.equal(errors.length, 1, stdout);
      assert.match(errors[0], /^wrong\.ts\(3,.*'lamda' does not exist.*'lambda'/);
    });
  });
});
