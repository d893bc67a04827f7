import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import type { Job } from "../../../src/contract/job.js";
import type { EvalResult } from "../../../src/contract/result.js";
import { startCli } from "../../support/commands/cli.js";
import { spawnCommand } from "../../support/commands/command.js";
import { documentsFile, writeTinyBert } from "../../support/runs/own-data.js";
import { guideExample, withFiles } from "../../support/runs/own-files.js";

const NAME = "my-data.ts";
const FILES = {
  [NAME]: guideExample("my-data.ts"),
  "cdr-train.json": documentsFile("train", 80),
  "cdr-dev.json": documentsFile("dev", 10),
  "cdr-test.json": documentsFile("test", 10),
};
const REAL = { AMTL_WORKER: "" };

interface PlannedRun {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly changed: readonly string[];
}

async function planned(file: string, root: string): Promise<readonly PlannedRun[]> {
  const { code, stdout, stderr } = await spawnCommand("plan", file, "--json", "--results", root);
  assert.equal(code, 0, stderr);
  return (JSON.parse(stdout) as { readonly runs: readonly PlannedRun[] }).runs;
}

/** The files of that name in all attempts below root/train, or in all folders of root/eval. */
async function filesIn<T>(folder: string, ...path: readonly string[]): Promise<readonly T[]> {
  const names = await readdir(folder);
  const texts = await Promise.all(
    names.map((name) => readFile(join(folder, name, ...path), "utf8")),
  );
  return texts.map((text) => JSON.parse(text) as T);
}

describe("a data set and an encoder of a researcher's own", function () {
  this.timeout(240_000);

  it("are trained on, scored on and known by their content, wherever they lie", async () => {
    await withFiles(FILES, async (folder) => {
      await writeTinyBert(join(folder, "scibert"));
      const file = join(folder, NAME);
      const root = join(folder, "runs");
      const run = await startCli(["run", file], root, undefined, REAL).end;
      assert.equal(run.code, 0, run.stderr);
      assert.match(run.stdout, /│ AMTL +│ +\d+\.\d\d │ +\d+\.\d\d │/);
      assert.match(
        await readFile(join(root, "smoke", "my-data.csv"), "utf8"),
        /^my-data,my-data\/atl\/cdr-f1,smoke,.*,scibert,cdr,.*,cdr\/test,f1,/m,
      );

      const specs = await filesIn<{ dependencies: object }>(join(root, "train"), "spec.json");
      for (const spec of specs) {
        const names = Object.keys(spec.dependencies);
        assert.ok(names.includes("data:cdr/train") && names.includes("encoder:scibert"));
        assert.ok(!JSON.stringify(spec).includes(folder), "where files lie is no identity");
      }
      const [job] = await filesIn<Job>(join(root, "train"), "attempts", "1", "job.json");
      assert.equal(job.datasets?.[0].files.train, join(folder, "cdr-train.json"));
      assert.deepEqual(job.encoder, { kind: "folder", folder: join(folder, "scibert") });

      const before = await planned(file, root);
      assert.deepEqual(
        before.map(({ state }) => state),
        ["done", "done"],
      );
      await rename(join(folder, "scibert"), join(folder, "other"));
      await rename(join(folder, "cdr-train.json"), join(folder, "moved.json"));
      const moved = FILES[NAME].replace("./scibert", "./other").replace("cdr-train", "moved");
      await writeFile(file, moved);
      assert.deepEqual(await planned(file, root), before);

      await writeFile(join(folder, "moved.json"), documentsFile("train", 81));
      const after = await planned(file, root);
      for (const { state, changed } of after) {
        assert.equal(state, "changed");
        // The training file ranks the relations of all splits.
        assert.deepEqual([...changed].sort(), ["data:cdr/dev", "data:cdr/train"]);
      }
    });
  });

  it("compute what the built-in ones do with the same content", async () => {
    const source = FILES[NAME].replace(
      'rows: [loss("atl"), amtl()]',
      'rows: [loss("atl"), loss("atl", { label: "Tiny", encoder: "bert-base-cased" })]',
    );
    assert.notEqual(source, FILES[NAME]);
    await withFiles({ ...FILES, [NAME]: source }, async (folder) => {
      await writeTinyBert(join(folder, "scibert"));
      const root = join(folder, "runs");
      const run = await startCli(["run", join(folder, NAME)], root, undefined, REAL).end;
      assert.equal(run.code, 0, run.stderr);
      const results = await filesIn<EvalResult>(join(root, "eval"), "result.json");
      assert.equal(results.length, 2);
      const [first, second] = results;
      assert.notEqual(first.trainId, second.trainId);
      assert.equal(first.thresholdMean, second.thresholdMean);
      assert.deepEqual(first.metrics, second.metrics);
    });
  });

  it("are counted by the command data, and refused with file, field and what to do", async () => {
    await withFiles(FILES, async (folder) => {
      const file = join(folder, NAME);
      const { code, stdout } = await spawnCommand("data", "list", file, "--json");
      assert.equal(code, 0);
      const { datasets } = JSON.parse(stdout) as {
        datasets: readonly { id: string; documents: number; triples: number }[];
      };
      assert.deepEqual(
        datasets.map(({ id, documents }) => [id, documents]),
        [
          ["cdr/train", 80],
          ["cdr/dev", 10],
          ["cdr/test", 10],
        ],
      );
      const refused = await spawnCommand("plan", file, "--results", folder);
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, /Encoder folder not found\n {2}where: +encoder scibert\n/);
      await writeFile(file, FILES[NAME].replace('scoredOn: "cdr/test"', 'scoredOn: "cdr/tst"'));
      const unknown = await spawnCommand("plan", file, "--results", folder);
      assert.equal(unknown.code, 2);
      assert.match(unknown.stderr, /Unknown scoredOn "cdr\/tst"[^]*cdr\/test[^]*write cdr\/test/);
    });
  });

  it("reach a user's program as files", async function () {
    if (spawnSync("python3", ["--version"]).status !== 0) return this.skip();
    const program = await readFile(join(projectRoot(), "docs", "worker-example.py"), "utf8");
    await withFiles({ ...FILES, "train.py": program }, async (folder) => {
      const root = join(folder, "runs");
      const words = ["run", join(folder, NAME), "--worker", `python3 ${join(folder, "train.py")}`];
      const run = await startCli([...words, "--only", "loss=atl"], root, undefined, REAL).end;
      assert.equal(run.code, 0, run.stderr);
      const [result] = await filesIn<EvalResult>(join(root, "eval"), "result.json");
      assert.equal(result.evalSet, "cdr/test");
      assert.equal(result.counts.documents, 10);
    });
  });
});
