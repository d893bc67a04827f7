import assert from "node:assert/strict";
import { join } from "node:path";
import { execa } from "execa";
import { withFiles } from "../../check/temporary.js";
import { program } from "../../support/commands/cli.js";
import { runCommand, runCommandIn } from "../../support/commands/command.js";

const document = (title: string) => ({
  title,
  sents: [["Oslo", "is", "in", "Norway"]],
  vertexSet: ["Oslo", "Norway"].map((name) => [{ name, sent_id: 0, pos: [0, 1], type: "LOC" }]),
  labels: [{ h: 0, t: 1, r: "P17", evidence: [] }],
});
const files = {
  "gold.json": [document("one")],
  "train.json": [document("two")],
  "predictions.json": [
    { title: "one", h_idx: 0, t_idx: 1, r: "P17" },
    { title: "nowhere", h_idx: 0, t_idx: 1, r: "P17" },
  ],
};

const score = (folder: string, predictions: string, ...more: readonly string[]) =>
  runCommand(
    ...["eval", join(folder, predictions), "--gold", join(folder, "gold.json")],
    ...["--train", join(folder, "train.json"), ...more],
  );

describe("amtl-run eval", () => {
  it("prints percentages with their counts, and bands and relations when asked", async () => {
    await withFiles(files, async (folder) => {
      const words = ["--bands", "--per-relation"];
      const { code, stdout, stderr } = await score(folder, "predictions.json", ...words);
      assert.equal(code, 0, stderr);
      const row = stdout.split("\n").find((line) => line.includes("all"))!;
      const numbers = ["50.00", "100.00", "66.67", "0.00", "1", "2", "1", "1"];
      assert.deepEqual(row.match(/[\d.]+/g), numbers);
      for (const part of ["head-10", "mid-76", "tail-20", "tail-10", "P17", "authors' ranking"]) {
        assert.ok(stdout.includes(part), part);
      }
      assert.match(stderr, /1 of 2 predictions name a title/);
    });
  });

  it("prints unrounded JSON with what was asked for", async () => {
    await withFiles(files, async (folder) => {
      const { stdout } = await score(folder, "predictions.json", "--json", "--per-relation");
      const found = JSON.parse(stdout) as { metrics: { f1: number } };
      assert.deepEqual(Object.keys(found), [
        "documents",
        "counts",
        "metrics",
        "perRelation",
        "findings",
      ]);
      assert.ok(Math.abs(found.metrics.f1 - 200 / 3) < 1e-12);
    });
  });

  it("needs no training file, and says what of the predictions cannot be right", async () => {
    await withFiles(files, async (folder) => {
      const at = (name: string): string => join(folder, name);
      const words = ["eval", at("predictions.json"), "--gold", at("gold.json"), "--sentences"];
      const { code, stdout, stderr } = await runCommand(...words);
      assert.equal(code, 0, stderr);
      assert.ok(!stdout.includes("Ign-F1 ") && stdout.includes("--train"), stdout);
      assert.match(stdout, /intra-sentence[^]*inter-sentence/);
      assert.match(stderr, /they count as wrong\. First: .*predictions\.json, line 1, field title/);
    });
  });

  it("reads standard input where - is given, and short names", async () => {
    await withFiles(
      { ...files, "redocred/dev_revised.json": [document("one")] },
      async (folder) => {
        const input = JSON.stringify(files["predictions.json"]);
        const words = ["eval", "-", "--gold", join(folder, "gold.json"), "--json"];
        const { stdout } = await execa(process.execPath, [...program(), ...words], { input });
        assert.equal((JSON.parse(stdout) as { counts: { correct: number } }).counts.correct, 1);
        const piped = ["eval", join(folder, "predictions.json"), "--gold", "-"];
        const gold = JSON.stringify(files["gold.json"]);
        const other = await execa(process.execPath, [...program(), ...piped], { input: gold });
        assert.match(other.stdout, /66\.67/);
        const named = await runCommandIn(
          { AMTL_DATA: folder },
          ...["eval", join(folder, "predictions.json"), "--gold", "redocred/dev_revised.json"],
        );
        assert.equal(named.code, 0, named.stderr);
        const wrong = await runCommand("eval", "-", "--gold", "redocred/tset");
        assert.equal(wrong.code, 2);
        assert.match(wrong.stderr, /did you mean redocred\/test\?/);
      },
    );
  });

  it("ends a bad call with exit code 2, one error and nothing on standard output", async () => {
    await withFiles(files, async (folder) => {
      const { code, stdout, stderr } = await score(folder, "absent.json");
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /absent\.json[^]*ENOENT/);
      assert.ok(!stderr.includes("    at "), "no stack");
    });
  });
});
