import assert from "node:assert/strict";
import { cpSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import { readCells } from "../../../src/report/read-csv.js";
import { runCommand } from "../../support/commands/command.js";
import { startCli } from "../../support/commands/cli.js";
import { inFolder } from "../../support/runs/runs.js";

const EARLIER = join(projectRoot(), "test", "fixtures", "earlier-results");

const ROWS = ["--only", "loss=atl,amtl"];

const OWN_FIGURE = `
  import { amtl, figure, sweep } from "amtl-run";
  export default figure("my-figure", {
    title: "Some lambdas",
    base: {
      backbone: "atlop",
      encoder: "bert-base-cased",
      trainedOn: "dwie",
      scoredOn: "dwie/test",
      metric: "f1",
    },
    series: [amtl()],
    x: "lambda",
    points: sweep("lambda", [2, 2.5]),
    seeds: [5],
  });
`;

describe("amtl-run report", () => {
  it("shows missing cells while there is no result, and ends with 3", async () => {
    await inFolder(async (root) => {
      const { code, stdout } = await runCommand("report", "table4", "--results", root);
      assert.equal(code, 3);
      assert.match(stdout, /missing/);
    });
  });

  it("fills a table from finished runs, in terminal, CSV and JSON alike", async () => {
    await inFolder(async (root) => {
      const run = await startCli(["table4", "--seeds", "5,42", ...ROWS, "--quiet"], root).end;
      assert.equal(run.code, 0, run.stderr);
      const words = ["report", "table4", "--seeds", "5,42", ...ROWS, "--results", root];
      const shown = await runCommand(...words);
      assert.equal(shown.code, 0, shown.stderr);
      assert.ok(run.stdout.includes(shown.stdout.trim()));
      const cells = await readCells(join(root, "smoke", "table4.csv"));
      const filled = cells.filter(({ ours_mean }) => ours_mean !== "");
      assert.equal(filled.length, 8);
      assert.doesNotMatch(shown.stdout, /NCRL|missing/);
      for (const { ours_mean, ours_std } of filled) {
        assert.ok(shown.stdout.includes(`${ours_mean} ± ${ours_std}`));
      }
      const json = JSON.parse((await runCommand(...words, "--json")).stdout) as {
        tables: { cells: unknown[] }[];
      };
      assert.deepEqual(json.tables[0].cells, cells);
    });
  });

  it("prints one file's content, or writes that file, and nothing else", async () => {
    await inFolder(async (root) => {
      const words = ["report", "table4", "--results", root];
      const shown = await runCommand(...words, "--format", "latex", "--out", "-");
      assert.equal(shown.code, 0, shown.stderr);
      assert.match(shown.stdout, /^% needs .*\n[^]*\\end\{table\}\n?$/);
      assert.deepEqual(await readdir(root), []);
      const out = join(root, "some", "table4.csv");
      const written = await runCommand(...words, "--out", out);
      assert.equal(written.code, 0, written.stderr);
      assert.deepEqual(await readdir(root), ["some"]);
      assert.match(await readFile(out, "utf8"), /^table,cell,.*\r\n/);
    });
  });

  it("holds a page against another results folder, and says where that cannot be", async () => {
    await inFolder(async (root) => {
      const [mine, other] = ["mine", "other"].map((name) => join(root, name));
      for (const folder of [mine, other]) cpSync(EARLIER, folder, { recursive: true });
      for (const id of await readdir(join(other, "train"))) {
        const file = join(other, "train", id, "provenance.json");
        const known = await readFile(file, "utf8").catch(() => null);
        if (known === null) continue;
        // JSON leaves undefined out: a digest would not fit what was changed.
        const changed = { ...(JSON.parse(known) as object), digest: undefined, node: "v99.0.0" };
        await writeFile(file, JSON.stringify(changed));
      }
      const words = ["report", "table4", "--seeds", "5", "--results", mine];
      const pageAgainst = async (folder: string, ...more: readonly string[]): Promise<string> => {
        const out = join(root, "page.html");
        const { code, stderr } = await runCommand(
          ...[...words, "--out", out, "--against", folder, ...more],
        );
        assert.equal(code, 0, stderr);
        return await readFile(out, "utf8");
      };
      assert.match(await pageAgainst(mine), /Against [^<]*mine: nothing differs in 4 cells/);
      const page = await pageAgainst(other);
      assert.match(page, /Against [^<]*other: 0 of 4 cells and 1 field differ/);
      assert.match(page, /<th scope="row">node<\/th><td>[^<]+<\/td><td>v99\.0\.0<\/td>/);
      const hidden = await pageAgainst(other, "--anonymous");
      assert.match(hidden, /Against another results folder: 0 of 4 cells/);
      assert.ok(!hidden.includes(root));
      const wrong = [
        [["--against", other], /--against needs --out/],
        [["--plot", "all", "--against", other], /--plot/],
        [["--out", join(root, "crate"), "--ro-crate", "--against", other], /a crate/],
        [["--out", "-", "--against", other], /--against.*another format/s],
        [["--out", join(root, "page.html"), "--against", root], /a results folder/],
        [["--out", join(root, "page.html"), "--paper", "--against", other], /--paper/],
      ] as const;
      for (const [more, said] of wrong) {
        const { code, stderr } = await runCommand(...words, ...more);
        assert.equal(code, 2);
        assert.match(stderr, said);
      }
    });
  });

  it("has no colours in a pipe, though CI is set, which some libraries take for a terminal", async () => {
    await inFolder(async (root) => {
      const words = ["report", "table4", "--seeds", "5", ...ROWS];
      const { stdout } = await startCli(words, root, undefined, { CI: "1", TERM: "xterm" }).end;
      assert.match(stdout, /│ {3}paper +│ +73\.29q/);
    });
  });

  it("says how many seeds are still to come", async () => {
    await inFolder(async (root) => {
      await startCli(["table4", "--seeds", "5", ...ROWS, "--quiet"], root).end;
      const words = ["report", "table4", "--seeds", "5,42", "--results", root];
      const { code, stdout } = await runCommand(...words);
      assert.equal(code, 3);
      assert.match(stdout, /\(1\/2\)/);
    });
  });

  it("writes tables made with --set under a name of their own", async () => {
    await inFolder(async (root) => {
      const words = ["table4", "--seeds", "5", ...ROWS, "--set", "epochs=2", "--quiet"];
      assert.equal((await startCli(words, root).end).code, 0);
      assert.deepEqual((await readdir(join(root, "smoke"))).sort(), [
        "table4.epochs=2.csv",
        "table4.epochs=2.wide.csv",
      ]);
    });
  });

  it("draws a figure beside its CSV and above its table, whatever points are there", async () => {
    await inFolder(async (root) => {
      const words = ["fig5", "--seeds", "66"];
      const run = await startCli([...words, "--only", "n=4,9", "--json"], root).end;
      assert.equal(run.code, 0, run.stderr);
      const names = ["fig5.csv", "fig5.svg", "fig5.wide.csv"];
      assert.deepEqual((await readdir(join(root, "smoke"))).sort(), names);
      const picture = join(root, "smoke", "fig5.svg");
      const svg = await readFile(picture, "utf8");
      assert.match(svg, /^<svg .*>fig5: F1 over the number of segments.*<\/svg>\n$/s);
      assert.match(svg, />profile smoke, seeds 66<.*>No data for: AMTL at 1, 2, 3, 5, 6, 7, 8\.</s);
      assert.ok(run.stdout.includes(JSON.stringify(picture)));
      await rm(picture);
      const { code, stdout, stderr } = await runCommand("report", ...words, "--results", root);
      assert.equal(code, 3);
      assert.ok(stderr.includes(`wrote ${picture}`));
      assert.equal(await readFile(picture, "utf8"), svg);
      assert.match(
        stdout,
        /seeds 66\nno verdict: .*\nunfinished: 2 cells of one seed: no spread\nF1 on Re-DocRED dev \(percent\)\n *\d+\.\d\d \|/,
      );
      assert.match(stdout, /\nA AMTL\nNo data for: AMTL at 1, 2, 3, 5, 6, 7, 8\.\n┌/);
    });
  });

  it("draws the scores of relations, and leaves out those that are gold nowhere", async () => {
    await inFolder(async (root) => {
      const { code, stdout } = await startCli(["figure1b", "--seeds", "5,42"], root).end;
      assert.equal(code, 0);
      assert.match(stdout, /No data for: Tail-10 at 10\.\n/);
      assert.match(stdout, /profile smoke has no gold pairs of some relations in redocred\/dev/);
      const cells = await readCells(join(root, "smoke", "fig1b.csv"));
      const [first, , , , , , , , , , mean] = cells;
      assert.deepEqual([first.ours_mean, mean.ours_mean, mean.unit], ["10.02", "7.77", "logit"]);
      assert.deepEqual([cells[20].column, cells[20].ours_mean, cells[20].n_seeds], ["10", "", ""]);
      assert.match(await readFile(join(root, "smoke", "fig1b.svg"), "utf8"), />mean<\/text>/);
    });
  });

  it("draws a figure of a user's own file", async () => {
    await inFolder(async (root) => {
      const file = join(root, "my-figure.ts");
      await writeFile(file, OWN_FIGURE);
      const { code, stdout, stderr } = await startCli(["run", file, "--seeds", "5"], root).end;
      assert.equal(code, 0, stderr);
      assert.match(
        stdout,
        /my-figure: Some lambdas\n.*\nunfinished: .*\nF1 on DWIE test \(percent\)\n/,
      );
      assert.match(stdout, / 2 +2\.5\nx: lambda\nA AMTL\n┌/);
      const svg = await readFile(join(root, "smoke", "my-figure.svg"), "utf8");
      assert.match(svg, />2\.5<\/text>.*>lambda<\/text>/s);
      await writeFile(file, OWN_FIGURE.replace('"lambda",\n', "3,\n"));
      const refused = await runCommand("report", file, "--results", root);
      assert.equal(refused.code, 2);
      assert.match(refused.stderr, /exports no table/);
    });
  });

  it("draws nothing while there is no result, and ends with 3", async () => {
    await inFolder(async (root) => {
      const { code, stdout } = await runCommand("report", "fig5", "--results", root);
      assert.equal(code, 3);
      assert.doesNotMatch(stdout, /A AMTL/);
    });
  });

  it("writes the paper's own numbers for all thirteen tables", async () => {
    await inFolder(async (root) => {
      const { code } = await runCommand("report", "--paper", "--results", root);
      assert.equal(code, 0);
      assert.equal((await readdir(join(root, "paper"))).length, 26);
      const one = await runCommand("report", "table14", "--paper", "--results", root);
      assert.equal(one.code, 2);
      assert.match(one.stderr, /Unknown table of the paper "table14"/);
    });
  });
});
