import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { dryRun } from "../../../src/app/run/dry-run.js";
import { AmtlError } from "../../../src/base/errors.js";
import { inFolder } from "../../support/runs/runs.js";

const TABLE = { experiments: ["table4"], profile: "smoke", seeds: [5] } as const;

describe("dryRun", function () {
  this.timeout(60_000);

  it("is the plan of an executor that submits nothing, and writes nothing", async () => {
    await inFolder(async (results) => {
      const found = await dryRun({ ...TABLE, results });
      assert.ok(found.kind === "plan");
      assert.deepEqual(await readdir(results), []);
    });
  });

  for (const [name, asked, code] of [
    ["an impossible number of jobs", { jobs: 0 }, 2],
    ["an option of another executor", { options: { slurm: ["partition=gpu"] } }, 2],
    ["an unknown executor", { executor: "slrm" }, 2],
    ["an unknown engine", { engine: "nativ" }, 2],
    ["an engine that is not installed", { engine: "cuda" }, 4],
    ["a budget in GPU hours without a GPU", { gpus: ["7"], budget: 60 }, 4],
  ] as const) {
    it(`refuses what run refuses: ${name}`, async () => {
      await inFolder(async (results) => {
        await assert.rejects(
          dryRun({ ...TABLE, results, ...asked }),
          (error) => error instanceof AmtlError && error.exitCode === code,
        );
      });
    });
  }
});
