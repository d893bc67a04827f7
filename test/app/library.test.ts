import assert from "node:assert/strict";
import { mkdir, readdir, symlink, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../src/base/root.js";
import { environment } from "../support/commands/cli.js";
import { guideExample, withFiles } from "../support/runs/own-files.js";

const SCRIPT = guideExample("lambdas.mjs");

const CONFIG = {
  compilerOptions: { strict: true, module: "nodenext", skipLibCheck: true, types: [] },
};

const WRONG = `
import { run } from "amtl-run";
const { failures } = await run({ experiments: ["table4"], profile: "smok" });
failures.map(({ lable }) => lable);
`;

const GOLD = [
  {
    title: "One",
    sents: [["Ada", "met", "Bo", "."]],
    vertexSet: [
      [{ name: "Ada", sent_id: 0, pos: [0, 1], type: "PER" }],
      [{ name: "Bo", sent_id: 0, pos: [2, 3], type: "PER" }],
    ],
    labels: [{ h: 0, t: 1, r: "P26", evidence: [0] }],
  },
];

/** A folder of a user's own, with the checkout linked as a package and results of its own. */
const inProject = (
  files: Readonly<Record<string, string>>,
  use: (folder: string) => Promise<void>,
): Promise<void> =>
  withFiles(files, async (folder) => {
    await mkdir(join(folder, "node_modules"));
    await symlink(projectRoot(), join(folder, "node_modules", "amtl-run"));
    await use(folder);
  });

describe("the library", function () {
  this.timeout(120_000);

  it("plans, runs, reports and scores from a script of a user's own, as the README says", async () => {
    await inProject({ "lambdas.mjs": SCRIPT }, async (folder) => {
      const script = await execa(process.execPath, [join(folder, "lambdas.mjs")], {
        cwd: folder,
        env: environment(join(folder, "elsewhere"), { ms: 60 }),
        reject: false,
      });
      assert.equal(script.exitCode, 0, script.stderr);
      const lines = script.stdout.split("\n");
      assert.equal(lines[0], "4 runs, 4 to do");
      assert.equal(lines.filter((line) => line.startsWith("done: ")).length, 4);
      assert.equal(
        lines.filter((line) => /^AMTL.*: \d+\.\d\d ± /.test(line)).length,
        2,
        script.stdout,
      );
      assert.equal(script.stderr, "", "the library prints nothing");
      assert.deepEqual((await readdir(join(folder, "results", "smoke"))).sort(), [
        "lambdas.csv",
        "lambdas.wide.csv",
      ]);
    });
  });

  it("scores a file of predictions, and throws what the command line would say", async () => {
    const files = {
      "gold.json": JSON.stringify(GOLD),
      "predictions.json": JSON.stringify([{ title: "One", h_idx: 0, t_idx: 1, r: "P26" }]),
    };
    await inProject(files, async (folder) => {
      const code = `
        import { AmtlError, evaluate, plan } from "amtl-run";
        const scored = { predictions: "predictions.json", gold: "gold.json", train: "gold.json" };
        const { metrics, counts } = await evaluate(scored);
        const refused = await plan({ experiments: ["table44"] }).catch((error) => error);
        const { message, details, exitCode } = refused;
        console.log(JSON.stringify({ metrics, counts, known: refused instanceof AmtlError, message, fix: details.fix, exitCode }));
      `;
      await writeFile(join(folder, "score.mjs"), code);
      const { stdout } = await execa(process.execPath, [join(folder, "score.mjs")], {
        cwd: folder,
      });
      const found = JSON.parse(stdout) as Record<string, unknown>;
      assert.deepEqual(found.metrics, { precision: 100, recall: 100, f1: 100, ignF1: 0 });
      assert.deepEqual(found.counts, { gold: 1, submitted: 1, correct: 1, ignored: 1 });
      assert.equal(found.known, true);
      assert.equal(found.message, 'Unknown experiment "table44"');
      assert.deepEqual([found.fix, found.exitCode], ["write table4", 2]);
    });
  });

  it("has types that know what is wrong", async () => {
    const files = { "tsconfig.json": JSON.stringify(CONFIG), "wrong.mts": WRONG };
    await inProject(files, async (folder) => {
      const compiler = createRequire(import.meta.url).resolve("typescript/bin/tsc");
      const words = [compiler, "--noEmit", "-p", folder];
      const { stdout } = await execa(process.execPath, words, { reject: false, cwd: folder });
      const errors = stdout.split("\n").filter((line) => /error TS\d+/.test(line));
      assert.equal(errors.length, 2, stdout);
      assert.match(errors[0], /^wrong\.mts\(3,.*'"smok"' is not assignable/);
      assert.match(errors[1], /^wrong\.mts\(4,.*'lable' does not exist/);
    });
  });
});
