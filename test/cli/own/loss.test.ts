import assert from "node:assert/strict";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { MY_LOSS, withFiles } from "../../support/runs/own-files.js";

const MINE = ["--only", "loss=logistic-margin", "--only", "trainedOn=redocred", "--seeds", "5"];
const NAME = "my-loss.ts";

/** Plans the one run of the own loss; its id, state and what changed. */
async function planned(file: string, root: string) {
  const { code, stdout, stderr } = await runCommand(
    ...["plan", file, "--json", "--results", root, ...MINE],
  );
  assert.equal(code, 0, stderr);
  const { runs } = JSON.parse(stdout) as {
    readonly runs: readonly { id: string; state: string; changed: string[]; label: string }[];
  };
  assert.equal(runs.length, 1);
  return runs[0];
}

describe("a researcher's own loss, in one file outside the checkout", function () {
  this.timeout(240_000);

  it("is trained by its own function and stands beside the paper's Table 4", async () => {
    await withFiles({ [NAME]: MY_LOSS }, async (folder) => {
      const file = join(folder, NAME);
      const root = join(folder, "runs");
      const run = await startCli(["run", file, ...MINE], root, undefined, { AMTL_WORKER: "" }).end;
      assert.equal(run.code, 0, run.stderr);
      const f1 = Number(/│ Mine +│ +(\d+\.\d\d) │/.exec(run.stdout)?.[1]);
      assert.ok(f1 > 30 && f1 < 100, run.stdout);

      // A report shows the paper's other rows too, and trains nothing.
      const report = await startCli(["report", file, "--seeds", "5"], root).end;
      assert.match(report.stdout, /my-loss: My own loss beside the paper's/);
      assert.match(report.stdout, new RegExp(`│ Mine +│ +${f1.toFixed(2)} │`));
      assert.match(report.stdout, /│ AMTL[^]*│ {3}paper +│ +75\.63 │ +74\.44 │/);
      const csv = await readFile(join(root, "smoke", "my-loss.csv"), "utf8");
      assert.match(csv, new RegExp(`my-loss/mine/re-docred-f1,.*,logistic-margin,.*${f1}`));

      const [id] = await readdir(join(root, "train"));
      const spec = JSON.parse(await readFile(join(root, "train", id, "spec.json"), "utf8")) as {
        readonly spec: { readonly loss: unknown; readonly decoder: unknown };
      };
      assert.deepEqual(spec.spec.loss, { id: "logistic-margin", params: { margin: 1 } });
      const decoder = { factor: 1, k: 4, rule: "th", threshold: "raw" };
      assert.deepEqual(spec.spec.decoder, decoder);
    });
  });

  it("is known by its version and the text of compute: other edits and another place train nothing", async () => {
    await withFiles({ [NAME]: MY_LOSS }, async (folder) => {
      const file = join(folder, NAME);
      const root = join(folder, "runs");
      assert.equal((await startCli(["run", file, ...MINE], root).end).code, 0);
      const { id, state } = await planned(file, root);
      assert.equal(state, "done");

      const title = MY_LOSS.replace("My own loss", "Another title");
      await writeFile(file, title);
      await mkdir(join(folder, "elsewhere"));
      const moved = join(folder, "elsewhere", "other-name.ts");
      await rename(file, moved);
      const again = await planned(moved, root);
      assert.deepEqual([again.id, again.state, again.changed], [id, "done", []]);

      for (const [from, to] of [
        ["version: 1", "version: 2"],
        [".sum(1).mean()", ".sum(1).mean().mul(2)"],
      ]) {
        await writeFile(moved, title.replace(from, to));
        const edited = await planned(moved, root);
        assert.notEqual(edited.id, id);
        assert.equal(edited.state, "changed");
        assert.deepEqual(edited.changed, ["version:loss/logistic-margin"]);
      }
      const text = await runCommand("plan", moved, "--results", root, ...MINE);
      assert.match(text.stdout, /changed: version:loss\/logistic-margin .+ → /);
    });
  });

  it("without a version is known by the content of its file and of what that imports", async () => {
    const source = MY_LOSS.replace("  version: 1,\n", "").replace(
      'from "amtl-run";',
      'from "amtl-run";\nimport { TWO } from "./two.js";\nvoid TWO;',
    );
    const files = { [NAME]: source, "two.ts": "export const TWO: number = 2;\n" };
    await withFiles(files, async (folder) => {
      const file = join(folder, NAME);
      const root = join(folder, "runs");
      assert.equal((await startCli(["run", file, ...MINE], root).end).code, 0);
      assert.equal((await planned(file, root)).state, "done");
      await writeFile(join(folder, "two.ts"), "export const TWO: number = 3;\n");
      assert.deepEqual((await planned(file, root)).changed, ["version:loss/logistic-margin"]);
      await writeFile(join(folder, "two.ts"), files["two.ts"]);
      assert.equal((await planned(file, root)).state, "done");
    });
  });

  it("stands in the segments of AMT like any other loss, and in each run that holds it", async () => {
    const row = 'loss("logistic-margin", { label: "Mine" })';
    const source = MY_LOSS.replace(
      row,
      `${row}, loss("logistic-margin", { label: "In AMT", framework: "amt", params: { margin: 2 } }),
        loss("atl+logistic-margin+afl+sat", { label: "Mixed" })`,
    );
    assert.notEqual(source, MY_LOSS);
    await withFiles({ [NAME]: source }, async (folder) => {
      const file = join(folder, NAME);
      const words = ["--only", "framework=amt", "--seeds", "5", "--json", "--results", folder];
      const { code, stdout, stderr } = await runCommand("plan", file, ...words);
      assert.equal(code, 0, stderr);
      const { runs } = JSON.parse(stdout) as { readonly runs: readonly { label: string }[] };
      assert.match(runs[0].label, /amt-4xlogistic-margin-n4/);
      const mixed = ["--only", "loss=atl+logistic-margin+afl+sat", "--only", "trainedOn=redocred"];
      const run = await startCli(["run", file, "--seeds", "5", ...mixed], join(folder, "runs")).end;
      assert.equal(run.code, 0, run.stderr);
      const [id] = await readdir(join(folder, "runs", "train"));
      const spec = await readFile(join(folder, "runs", "train", id, "spec.json"), "utf8");
      assert.match(spec, /"version:loss\/logistic-margin": "1, compute [0-9a-f]{12}"/);
      assert.match(spec, /"version:loss\/afl": 1/);
    });
  });
});
