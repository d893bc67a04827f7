import assert from "node:assert/strict";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { runCommand } from "../../support/commands/command.js";
import { inFolder } from "../../support/runs/runs.js";

describe("amtl-run plan", () => {
  it("prints what its words ask for as JSON", async () => {
    await inFolder(async (root) => {
      const words = ["--only", "loss=amtl", "--only", "trainedOn=redocred", "--seeds", "1,2"];
      const more = ["--set", "epochs=3", "--json", "--results", root];
      const { code, stdout, stderr } = await runCommand("plan", "table4", ...words, ...more);
      assert.deepEqual([code, stderr], [0, ""]);
      const printed = JSON.parse(stdout) as Record<string, unknown> & {
        runs: readonly Record<string, unknown>[];
      };
      assert.deepEqual(Object.keys(printed), ["profile", "variant", "items", "total", "runs"]);
      assert.deepEqual(
        printed.runs.map(({ label, state }) => [label, state]),
        [1, 2].map((seed) => [`atlop amtl-n4-l3.5 tiny-bert redocred seed ${seed}`, "new"]),
      );
      assert.deepEqual(Object.keys(printed.runs[0]), [
        ...["id", "trainId", "label", "state", "lacks"],
        ...["changed", "changes", "cells", "evals"],
      ]);
    });
  });

  it("says a refusal on standard error, without a stack, and ends with 2", async () => {
    await inFolder(async (root) => {
      const file = join(root, "torn.ts");
      await writeFile(file, "export default {");
      const { code, stdout, stderr } = await runCommand("plan", file, "--results", root);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /Cannot load[^]*torn\.ts/);
      assert.doesNotMatch(stderr, /\n {4}at /);
    });
  });

  it("says on standard error what would bring the data that runs lack", async () => {
    await inFolder(async (root) => {
      const words = ["plan", "table4", "--profile", "paper", "--seeds", "5", "--results", root];
      const { code, stdout, stderr } = await runCommand(...words);
      assert.equal(code, 0);
      assert.match(stdout, /lacks data/);
      assert.match(stderr, /: amtl-run encoder get bert-base-cased/);
    });
  });

  it("warns on standard error of labels that leave out what is scored", async () => {
    await inFolder(async (root) => {
      const file = join(root, "mixed.ts");
      await writeFile(
        file,
        `import { cells, loss, table } from "amtl-run";
export default table("mixed", {
  title: "Mixed",
  base: { backbone: "atlop", encoder: "bert-base-cased" },
  rows: [loss("atl")],
  columns: cells({ trainedOn: "docred", scoredOn: "redocred/test", metrics: ["f1"] }),
  seeds: [5],
});
`,
      );
      const { code, stderr } = await runCommand("plan", file, "--results", root);
      assert.equal(code, 0);
      assert.match(stderr, /^Trained on DocRED and scored on Re-DocRED: [^\n]+$/);
    });
  });
});
