import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { inspect } from "node:util";
import { crateOf } from "../../../src/app/report/crate.js";
import { writeCrate } from "../../../src/app/report/crate-out.js";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { inFolder } from "../../support/runs/runs.js";
import { brokenRules, graphOf } from "../../report/crate/rules.js";

const WORDS = ["table4", "--seeds", "5", "--only", "loss=atl", "--only", "encoder=bert-base-cased"];

describe("report as a crate", () => {
  it("is a folder that keeps the profile's rules and is a results folder itself", async () => {
    await inFolder(async (folder) => {
      const root = join(folder, "results");
      const out = join(folder, "some", "crate");
      const made = await startCli([...WORDS, "--quiet"], root, {
        ms: 20,
        bySeed: { 42: { act: "fail", always: true } },
      }).end;
      assert.equal(made.code, 0, made.stderr);
      const words = ["report", ...WORDS, "--results"];
      const { code, stdout, stderr } = await runCommand(...words, root, "--ro-crate", "--out", out);
      assert.equal(code, 0, stderr);
      assert.match(stdout, /^wrote .*crate: \d+ runs, \d+ files$/);
      const text = await readFile(join(out, "ro-crate-metadata.json"), "utf8");
      const metadata = JSON.parse(text) as object;
      assert.deepEqual(brokenRules(metadata), []);
      const files = [...graphOf(metadata)].filter(([, { sha256 }]) => sha256 !== undefined);
      assert.equal(files.length, (await listed(out)).length - 1);
      for (const [path, { sha256 }] of files) {
        const bytes = await readFile(join(out, decodeURI(path)));
        assert.equal(createHash("sha256").update(bytes).digest("hex"), sha256, path);
      }
      const csv = ["--format", "csv", "--out", "-"];
      const there = await runCommand(...words, join(out, "runs"), ...csv);
      assert.equal(there.stdout, (await runCommand(...words, root, ...csv)).stdout);
      const script = await readFile(join(out, "reproduce.sh"), "utf8");
      assert.match(script, /\namtl-run run table4 --profile smoke --seeds 5 --only loss=atl .*\n$/);
      const again = await runCommand(...words, root, "--ro-crate", "--out", out);
      assert.equal(again.code, 2);
      assert.match(again.stderr, /The folder is not empty/);
    });
  });

  it("says what it cannot do without, and writes nothing then", async () => {
    await inFolder(async (root) => {
      const words = ["report", "table4", "--results", root, "--format", "ro-crate"];
      const none = await runCommand(...words, "--out", join(root, "crate"));
      assert.equal(none.code, 2);
      assert.match(none.stderr, /No run to put into a crate/);
      assert.match((await runCommand(...words)).stderr, /got: +no --out/);
      assert.match((await runCommand(...words, "--paper", "--out", "a")).stderr, /got: +--paper/);
      const run = await runCommand("run", "table4", "--format", "ro-crate", "--results", root);
      assert.match(run.stderr, /A crate is written on its own/);
      assert.deepEqual(await readdir(root), []);
    });
  });

  it("is one file where its name ends with .zip; anonymous without records, times and messages", async () => {
    await inFolder(async (root) => {
      const run = await startCli([...WORDS, "--quiet"], root, { ms: 20 }).end;
      assert.equal(run.code, 0, run.stderr);
      const secret = "secret-host.example";
      for (const kind of ["train", "eval"]) {
        for (const id of await readdir(join(root, kind))) {
          const provenance = { host: { name: secret }, ended: "2026-01-30T11:00:00Z" };
          await writeFile(join(root, kind, id, "provenance.json"), JSON.stringify(provenance));
        }
      }
      const request = {
        experiments: ["table4"],
        seeds: [5],
        only: [{ axis: "loss" as const, values: ["atl"] }],
        results: root,
      };
      const open = await crateOf(request, false);
      const anonymous = await crateOf(request, true);
      const text = (content: typeof open): string =>
        inspect(content, { depth: 9 }) +
        content.files.map(({ bytes }) => bytes.toString()).join("");
      assert.ok(text(open).includes(secret));
      assert.ok(!text(anonymous).includes(secret));
      assert.ok(!text(anonymous).includes("2026-01-30"));
      await mkdir(join(root, "out"));
      await writeCrate(join(root, "out", "a.zip"), anonymous);
      const { default: Zip } = await import("adm-zip");
      const entries = new Zip(await readFile(join(root, "out", "a.zip"))).getEntries();
      assert.deepEqual(
        entries.map(({ entryName }) => entryName).sort(),
        ["ro-crate-metadata.json", ...anonymous.files.map(({ path }) => path)].sort(),
      );
      assert.deepEqual(await readdir(join(root, "out")), ["a.zip"]);
    });
  });
});

async function listed(folder: string): Promise<string[]> {
  const found = await readdir(folder, { recursive: true, withFileTypes: true });
  return found.filter((each) => each.isFile()).map(({ name }) => name);
}
