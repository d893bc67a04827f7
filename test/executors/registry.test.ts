import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { AmtlError } from "../../src/base/errors.js";
import { projectRoot } from "../../src/base/root.js";
import {
  checkRequest,
  DEFAULT_EXECUTOR,
  EXECUTORS,
  executorOf,
} from "../../src/executors/registry.js";
import { sourceFiles } from "../support/sources/imports.js";

const nothing = { gpus: null, budget: null, timeLimit: null, options: {} };

describe("the registry of executors", () => {
  it("knows each by its id, and offers the nearest for a wrong one", () => {
    for (const executor of EXECUTORS) assert.equal(executorOf(executor.id), executor);
    assert.ok(EXECUTORS.some(({ id }) => id === DEFAULT_EXECUTOR));
    assert.throws(
      () => executorOf("slurrm"),
      (error: unknown) => error instanceof AmtlError && error.details.fix === "--executor slurm",
    );
  });

  it("has each folder and option once", () => {
    const folders = EXECUTORS.flatMap(({ folder }) => folder ?? []);
    assert.equal(new Set(folders).size, folders.length);
    const options = EXECUTORS.flatMap((executor) => executor.options.map(({ name }) => name));
    assert.equal(new Set(options).size, options.length);
  });

  it("refuses what an executor would have to forget", () => {
    const [local, slurm] = ["local", "slurm"].map(executorOf);
    const options = { slurm: ["partition=gpu"] };
    checkRequest(local, { ...nothing, gpus: "auto", budget: 60, timeLimit: 60 });
    checkRequest(slurm, { ...nothing, options });
    for (const [executor, request, message] of [
      [local, { ...nothing, options }, "--slurm requires --executor slurm"],
      [local, { ...nothing, options: { slrum: ["x"] } }, "Unknown option --slrum"],
      [slurm, { ...nothing, budget: 60 }, "--budget does not apply to Slurm"],
      [slurm, { ...nothing, timeLimit: 60 }, "--time-limit does not apply to Slurm"],
      [slurm, { ...nothing, gpus: ["0"] }, "--gpus does not apply to Slurm"],
    ] as const) {
      assert.throws(
        () => {
          checkRequest(executor, request);
        },
        { exitCode: 2, message },
      );
    }
  });

  it("is the only place outside an executor's folder that names it", async () => {
    const named = sourceFiles(projectRoot(), ["src"])
      .filter(({ path, text }) => !path.startsWith("src/executors/slurm/") && /slurm/i.test(text))
      .map(({ path }) => path);
    assert.deepEqual(named, ["src/executors/index.ts"]);
    const index = await readFile(join(projectRoot(), "src/executors/index.ts"), "utf8");
    assert.equal(index.match(/slurm/gi)?.length, 2, "one line");
  });
});
