import assert from "node:assert/strict";
import { join } from "node:path";
import { withFiles } from "../../check/temporary.js";
import { runCommand } from "../../support/commands/command.js";

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

  it("ends a bad call with exit code 2, one error and nothing on standard output", async () => {
    await withFiles(files, async (folder) => {
      const { code, stdout, stderr } = await score(folder, "absent.json");
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, /absent\.json[^]*ENOENT/);
      assert.ok(!stderr.includes("    at "), "no stack");
    });
  });
});
