import assert from "node:assert/strict";
import { readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { guideExample, withFiles } from "../../support/runs/own-files.js";

const NAME = "my-backbone.ts";
const SOURCE = guideExample("my-backbone.ts");
const MINE = ["--only", "backbone=mine", "--only", "trainedOn=redocred", "--seeds", "5"];
const ATL = [...MINE, "--only", "loss=atl"];

/** The runs that a command line plans. */
async function planned(file: string, root: string, ...words: readonly string[]) {
  const { code, stdout, stderr } = await runCommand(
    ...["plan", file, "--json", "--results", root, ...words],
  );
  assert.equal(code, 0, stderr);
  const { runs } = JSON.parse(stdout) as {
    readonly runs: readonly { id: string; state: string; changed: string[]; label: string }[];
  };
  return runs;
}

describe("a researcher's own backbone, in one file outside the checkout", function () {
  this.timeout(240_000);

  it("is planned, trained by its own kernel, and stands beside the paper's Table 4", async () => {
    await withFiles({ [NAME]: SOURCE }, async (folder) => {
      const file = join(folder, NAME);
      const root = join(folder, "runs");
      const labels = (await planned(file, root, ...MINE)).map(({ label }) => label);
      assert.deepEqual(labels, [
        "mine atl tiny-bert redocred seed 5",
        "mine amtl-n4-l3.5 tiny-bert redocred seed 5",
      ]);

      const run = await startCli(["run", file, ...ATL], root, undefined, { AMTL_WORKER: "" }).end;
      assert.equal(run.code, 0, run.stderr);
      const f1 = Number(/│ Mine, ATL +│ +(\d+\.\d\d) │/.exec(run.stdout)?.[1]);
      assert.ok(f1 > 30 && f1 < 100, run.stdout);

      // A report shows the paper's rows too, and trains nothing.
      const report = await startCli(["report", file, "--seeds", "5"], root).end;
      assert.match(report.stdout, /my-backbone: My own backbone beside the paper's losses/);
      assert.match(report.stdout, new RegExp(`│ Mine, ATL +│ +${f1.toFixed(2)} │`));
      assert.match(report.stdout, /│ AMTL[^]*│ {3}paper +│ +75\.63 │ +74\.44 │/);
      const csv = await readFile(join(root, "smoke", "my-backbone.csv"), "utf8");
      assert.match(csv, new RegExp(`my-backbone/mine-atl/re-docred-f1,smoke,.*,mine,.*${f1}`));

      const [id] = await readdir(join(root, "train"));
      const { spec } = JSON.parse(await readFile(join(root, "train", id, "spec.json"), "utf8")) as {
        readonly spec: Readonly<Record<string, unknown>>;
      };
      assert.deepEqual([spec.backbone, spec.head], ["mine", { width: 128 }]);
    });
  });

  it("is known by its version, the text of its kernel and its sizes; other edits train nothing", async () => {
    await withFiles({ [NAME]: SOURCE }, async (folder) => {
      const file = join(folder, NAME);
      const root = join(folder, "runs");
      const run = ["run", file, ...ATL, "--set", "epochs=1"];
      assert.equal((await startCli(run, root).end).code, 0);
      const [{ id, state }] = await planned(file, root, ...ATL);
      assert.equal(state, "done");

      await writeFile(file, SOURCE.replace("My own backbone beside", "Another title beside"));
      const [again] = await planned(file, root, ...ATL);
      assert.deepEqual([again.id, again.state], [id, "done"]);

      const edits = [
        ["version: 1", "version: 2", "version:backbone/mine"],
        ["tf.tanh(", "tf.relu(", "version:backbone/mine"],
        ["newLayers:", "encoderLayers: 2,\n  newLayers:", "version:backbone/mine"],
        ["default: 128", "default: 64", null],
        ["newLayers:", "schedule: (usual) => ({ ...usual, batch: 4 }),\n  newLayers:", null],
      ] as const;
      for (const [from, to, field] of edits) {
        assert.ok(SOURCE.includes(from), from);
        await writeFile(file, SOURCE.replace(from, to));
        const [edited] = await planned(file, root, ...ATL);
        assert.notEqual(edited.id, id);
        // Another size or schedule is another specification: a new run.
        const wanted = field === null ? ["new", []] : ["changed", [field]];
        assert.deepEqual([edited.state, edited.changed], wanted, to);
      }
    });
  });

  it("without a version is known by the content of its file and of what that imports", async () => {
    const source = SOURCE.replace("  version: 1,\n", "").replace(
      'from "amtl-run";',
      'from "amtl-run";\nimport { TWO } from "./two.js";\nvoid TWO;',
    );
    const files = { [NAME]: source, "two.ts": "export const TWO: number = 2;\n" };
    await withFiles(files, async (folder) => {
      const file = join(folder, NAME);
      const [{ id }] = await planned(file, folder, ...ATL);
      await writeFile(join(folder, "two.ts"), "export const TWO: number = 3;\n");
      assert.notEqual((await planned(file, folder, ...ATL))[0].id, id);
      await writeFile(join(folder, "two.ts"), files["two.ts"]);
      assert.equal((await planned(file, folder, ...ATL))[0].id, id);
    });
  });

  it("has its sizes behind --set, each run with its own", async () => {
    await withFiles({ [NAME]: SOURCE }, async (folder) => {
      const file = join(folder, NAME);
      const [usual] = await planned(file, folder, ...ATL);
      const [set] = await planned(file, folder, ...ATL, "--set", "width=64");
      assert.notEqual(set.id, usual.id);
    });
  });
});
