import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { mkdir, readdir } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../src/base/root.js";
import { readCells } from "../../src/report/read-csv.js";
import { inFolder } from "../support/runs/runs.js";

/** What npm says where there is no network, or no registry that it may ask. */
const NO_NETWORK =
  /ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ETIMEDOUT|ENETUNREACH|ECONNRESET|E40[13]|network/i;

describe("the installed package", function () {
  this.timeout(30 * 60_000);

  it("trains and reports a row of Table 4 from any folder, with results there", async function () {
    const skip = (why: string): void => {
      this.test!.title += ` (skipped: ${why})`;
      this.skip();
    };
    if (process.env.AMTL_SLOW_TESTS === undefined) {
      skip("AMTL_SLOW_TESTS is not set");
      return;
    }
    if (import.meta.url.endsWith(".ts")) {
      skip("these tests are not built");
      return;
    }
    await inFolder(async (folder) => {
      const words = ["pack", "--ignore-scripts", "--silent", "--pack-destination", folder];
      await execa("npm", words, { cwd: projectRoot() });
      const [file = ""] = (await readdir(folder)).filter((name) => name.endsWith(".tgz"));
      const prefix = join(folder, "prefix");
      const install = ["install", "-g", "--prefix", prefix, "--ignore-scripts", "--no-audit"];
      const installed = await execa("npm", [...install, join(folder, file)], {
        cwd: folder,
        reject: false,
      });
      if (installed.exitCode !== 0 && NO_NETWORK.test(installed.stderr)) {
        skip("npm reaches no registry");
        return;
      }
      assert.equal(installed.exitCode, 0, installed.stderr);

      const work = join(folder, "somewhere", "else");
      await mkdir(work, { recursive: true });
      // Nothing of the checkout's may help.
      const env = { AMTL_RESULTS: "", AMTL_ENGINE: "" };
      const run = async (...said: readonly string[]) =>
        await execa(join(prefix, "bin", "amtl-run"), said, { cwd: work, env, reject: false });
      assert.match((await run("version")).stdout, /^amtl-run \d+\.\d+\.\d+, Node /);
      const engine = await run("engine", "install");
      // 4: no Python or g++, or no index of packages; then WebAssembly does it.
      assert.ok([0, 4].includes(engine.exitCode ?? -1), engine.stderr);
      if (engine.exitCode === 0) assert.match((await run("version")).stdout, /engine native$/);
      const table = await run("table4", "--only", "loss=atl", "--seeds", "5");
      assert.equal(table.exitCode, 0, table.stderr);
      assert.match(table.stdout, /ATL/);
      const cells = await readCells(join(work, "results", "smoke", "table4.csv"));
      assert.equal(cells.filter(({ n_seeds }) => n_seeds === "1").length, 4);
      assert.ok(existsSync(join(work, "results", "runs", "train")));
      assert.match((await run("status")).stdout, /2 of 2 runs done/);
      const check = await run("selfcheck");
      assert.equal(check.exitCode, 4, check.stderr);
      assert.match(check.stderr, /The reference numbers are not here/);
    });
  });
});
