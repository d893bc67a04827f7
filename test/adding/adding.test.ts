import assert from "node:assert/strict";
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inFolder } from "../support/runs/runs.js";
import { buildCopy, copyProject, runCopy } from "./copy.js";
import { follow, readRecipes, type Recipe } from "./recipes.js";

/** What may be touched for one more thing of a kind: files of its own, in how many folders, and lines elsewhere. */
const LIMITS: Readonly<Record<string, { readonly files: number; readonly lines: number }>> = {
  "A loss": { files: 1, lines: 1 },
  "A backbone": { files: 2, lines: 1 },
  "A plugin": { files: 2, lines: 1 },
  "A data set": { files: 1, lines: 1 },
  "An encoder": { files: 1, lines: 1 },
  "An executor": { files: 1, lines: 1 },
  "An engine": { files: 1, lines: 1 },
  "An output format": { files: 1, lines: 1 },
};

const TABLE = `import { line, table } from "amtl-run";

const scored = { trainedOn: "sparse-wire", scoredOn: "sparse-wire/test", encoder: "tiny-bert-2" };

export default table("added", {
  title: "One of each kind",
  base: { backbone: "pool", plugin: "mirror" },
  rows: [line("Margin", { loss: "margin" })],
  columns: [line("F1", { ...scored, metric: "f1" })],
  seeds: [5],
});
`;

const folderOf = (file: string): string => file.slice(0, file.lastIndexOf("/"));

describe("docs/adding.md", () => {
  const recipes = readRecipes();

  it("has a recipe for each kind of thing, of one file or folder and one line", () => {
    assert.deepEqual(
      recipes.map(({ name }) => name),
      Object.keys(LIMITS),
    );
    for (const { name, files, lines } of recipes) {
      const own = Object.keys(files);
      assert.ok(own.length > 0, `${name} writes no file`);
      assert.ok(own.length <= LIMITS[name].files, `${name}: ${own.join(", ")}`);
      assert.equal(new Set(own.map(folderOf)).size, 1, `${name} is in one folder`);
      assert.equal(lines.length, LIMITS[name].lines, name);
    }
  });

  it("adds one of each kind to a copy of the project, which then runs with all of them", async function () {
    this.timeout(300_000);
    await inFolder(async (folder) => {
      copyProject(folder);
      for (const recipe of recipes) await follow(recipe, folder);
      await buildCopy(folder);
      await writeFile(join(folder, "added.ts"), TABLE);

      const words = ["run", "./added.ts", "--executor", "inline", "--format", "tsv"];
      const run = await runCopy(folder, words);
      assert.equal(run.exitCode, 0, `${run.stdout}\n${run.stderr}`);
      const tsv = await readFile(join(folder, "runs", "smoke", "added.tsv"), "utf8");
      assert.match(tsv, /^row\tF1\nMargin\t\d+\.\d\d/);

      const again = await runCopy(folder, ["plan", "./added.ts", "--json"]);
      const { runs } = JSON.parse(again.stdout) as { readonly runs: readonly { state: string }[] };
      assert.deepEqual(
        runs.map(({ state }) => state),
        ["done"],
      );
      for (const [words, expected] of LISTED) {
        const { stdout, stderr } = await runCopy(folder, words);
        assert.match(stdout, expected, `${words.join(" ")}: ${stderr}`);
      }
    });
  });

  it("is refused where a line to add below is not there", async () => {
    await inFolder(async (folder) => {
      await writeFile(join(folder, "index.ts"), "one\n");
      const recipe: Recipe = {
        name: "A test",
        files: {},
        lines: [{ file: "index.ts", below: "two", add: "three" }],
      };
      await assert.rejects(follow(recipe, folder), /A test: expected one line in index\.ts/);
    });
  });
});

/** Where the things are listed that a run does not name in its table. */
const LISTED: readonly (readonly [words: readonly string[], expected: RegExp])[] = [
  [["engine", "--engine", "cpu"], /cpu/],
  [["encoder"], /tiny-bert-2/],
  [["data"], /sparse-wire/],
];
