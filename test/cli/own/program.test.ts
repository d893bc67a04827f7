import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { projectRoot } from "../../../src/base/root.js";
import type { RunSpec } from "../../../src/programs/protocol.js";
import type { RunEvent } from "../../../src/contract/event.js";
import { startCli, type Cli } from "../../support/commands/cli.js";
import { guideExample, withFiles } from "../../support/runs/own-files.js";
import { runCommand } from "../../support/commands/command.js";
import { allResults } from "../../support/runs/runs.js";

const EXAMPLE = readFileSync(join(projectRoot(), "docs", "worker-example.py"), "utf8");
const FILES = { "my-model.ts": guideExample("my-model.ts"), "worker-example.py": EXAMPLE };
const MINE = ["--only", "worker=worker-example.py", "--seeds", "5"];
const RE_DOCRED = ["--only", "trainedOn=redocred"];
const REAL = { AMTL_WORKER: "" };

interface Planned {
  readonly id: string;
  readonly label: string;
  readonly state: string;
  readonly changed: readonly string[];
}

async function planned(...words: readonly string[]): Promise<readonly Planned[]> {
  const { code, stdout, stderr } = await runCommand("plan", ...words, "--json");
  assert.equal(code, 0, stderr);
  return (JSON.parse(stdout) as { readonly runs: readonly Planned[] }).runs;
}

/** Rejects when the process is still there after so long. */
async function goneWithin(ms: number, pid: number): Promise<void> {
  const until = Date.now() + ms;
  while (existsSync(`/proc/${pid}`)) {
    assert.ok(Date.now() < until, `process ${pid} is still there`);
    await delay(50);
  }
}

const startOf = (cli: Cli): RunEvent | undefined =>
  cli.events.find(({ type }) => type === "started");

describe("a model of the user's, in another language", function () {
  this.timeout(120_000);
  before(function () {
    if (spawnSync("python3", ["--version"]).status === 0) return;
    process.stderr.write("skipped: a program in Python, since there is no python3\n");
    this.skip();
  });

  it("is a row of Table 4, beside the paper's", async () => {
    await withFiles(FILES, async (folder) => {
      const file = join(folder, "my-model.ts");
      const root = join(folder, "runs");
      const { code, stdout, stderr } = await startCli(["run", file, ...MINE], root, undefined, REAL)
        .end;
      assert.equal(code, 0, stderr);
      const f1 = /│ Mine +│ +(\d+\.\d\d) │/.exec(stdout)?.[1];
      const csv = await readFile(join(root, "smoke", "my-model.csv"), "utf8");
      const [, row] = csv.split("\r\n").filter((text) => text.includes(",redocred/test,f1,"));
      assert.match(
        row,
        /^my-model,my-model\/mine\/re-docred-f1,smoke,Mine,Re-DocRED F1,foreign,,tiny-bert,redocred,worker:worker-example\.py,foreign,/,
      );
      assert.match(row, new RegExp(`,${f1},,1,,,[0-9a-f]{12},one seed$`));
      // The paper's rows stand beside it.
      const report = await startCli(["report", file, "--seeds", "5"], root).end;
      assert.match(report.stdout, /│ ATL [^]*73\.29q[^]*│ Mine /);

      const again = await startCli(["run", file, ...MINE, "--json"], root, undefined, REAL).end;
      assert.equal(again.stdout.trim().split("\n").length, 1, "a summary, and no event");
    });
  });

  it("is scored as eval scores its predictions", async () => {
    const source = `
import { cells, line, table } from "amtl-run";
export default table("t", {
  title: "t",
  base: { encoder: "bert-base-cased", worker: "python3 worker-example.py" },
  rows: [line("Mine", {})],
  columns: cells({ trainedOn: "redocred", scoredOn: "redocred/dev", metrics: ["f1", "ign-f1"] }),
  seeds: [5],
});`;
    await withFiles({ ...FILES, "t.ts": source }, async (folder) => {
      const root = join(folder, "runs");
      const words = ["run", join(folder, "t.ts")];
      const run = await startCli(words, root, undefined, REAL).end;
      assert.equal(run.code, 0, run.stderr);
      const [id] = await readdir(join(root, "train"));
      const attempt = join(root, "train", id, "attempts", "1");
      const spec = JSON.parse(await readFile(join(attempt, "spec.json"), "utf8")) as RunSpec;
      const [{ predictions }] = spec.evaluate;
      const files = ["--gold", spec.dev, "--train", spec.train];
      const scored = await runCommand("eval", predictions, ...files);
      assert.equal(scored.code, 0, scored.stderr);
      const shown = /│ Mine +│ +([\d.]+) │ +([\d.]+) │/.exec(run.stdout)!.slice(1);
      const [, , f1, ignF1] = /│ all (.*)/.exec(scored.stdout)![1].match(/[\d.]+/g)!;
      assert.deepEqual(shown, [f1, ignF1]);
    });
  });

  it("keeps nothing where its file was changed while it waited or ran", async () => {
    await withFiles(FILES, async (folder) => {
      const words = ["run", join(folder, "my-model.ts"), ...MINE, ...RE_DOCRED, "--json"];
      const root = join(folder, "runs");
      const run = startCli(words, root, undefined, { ...REAL, PAUSE: "0.1" });
      await run.until(({ type }) => type === "progress");
      await writeFile(join(folder, "worker-example.py"), `${EXAMPLE}\n# another program\n`);
      assert.equal((await run.end).code, 2);
      const said = run.events.find(({ type }) => type === "failed");
      assert.ok(said?.type === "failed");
      assert.equal(said.kind, "bad-input");
      assert.match(said.message, /^Program has changed since it was planned/);
      assert.deepEqual(await allResults(root), {});
      await writeFile(join(folder, "worker-example.py"), EXAMPLE);
      assert.equal((await startCli(words, root, undefined, REAL).end).code, 0);
      assert.equal(Object.keys(await allResults(root)).length, 2);
    });
  });

  it("goes on from its checkpoint after an interruption, to the same results", async () => {
    await withFiles(FILES, async (folder) => {
      const words = ["run", join(folder, "my-model.ts"), ...MINE, ...RE_DOCRED, "--json"];
      const whole = join(folder, "whole");
      assert.equal((await startCli(words, whole, undefined, REAL).end).code, 0);
      const root = join(folder, "runs");
      const slow = startCli(words, root, undefined, { ...REAL, PAUSE: "0.3" });
      await slow.until(({ type }) => type === "progress");
      slow.child.kill("SIGINT");
      assert.equal((await slow.end).code, 130);
      const saved = slow.events.find(({ type }) => type === "checkpoint");
      assert.ok(saved?.type === "checkpoint" && saved.step > 0);
      const next = startCli(words, root, undefined, REAL);
      assert.equal((await next.end).code, 0);
      const started = startOf(next);
      assert.ok(started?.type === "started");
      assert.equal(started.resumedAt, saved.step);
      assert.deepEqual(await allResults(root), await allResults(whole));
    });
  });

  it("leaves nothing behind when its host or the command is killed, and comes to the same results", async function () {
    if (process.platform !== "linux") {
      process.stderr.write("skipped: a killed host, since only Linux tells who that is\n");
      this.skip();
    }
    await withFiles(FILES, async (folder) => {
      const words = ["run", join(folder, "my-model.ts"), ...MINE, ...RE_DOCRED, "--json"];
      const whole = join(folder, "whole");
      assert.equal((await startCli(words, whole, undefined, REAL).end).code, 0);
      for (const victim of ["host", "command"] as const) {
        const root = join(folder, victim);
        const slow = startCli(words, root, undefined, { ...REAL, PAUSE: "0.2" });
        await slow.until(({ type }) => type === "progress");
        const started = startOf(slow);
        assert.ok(started?.type === "started");
        const status = await readFile(`/proc/${started.pid}/status`, "utf8");
        const host = Number(/^PPid:\s+(\d+)$/m.exec(status)?.[1]);
        process.kill(victim === "host" ? host : slow.child.pid!, "SIGKILL");
        const { code } = await slow.end;
        if (victim === "host") assert.equal(code, 0, "it is tried again at once");
        else assert.equal((await startCli(words, root, undefined, REAL).end).code, 0);
        assert.deepEqual(await allResults(root), await allResults(whole));
        await goneWithin(60_000, started.pid);
      }
    });
  });

  it("is known by its command and the content of its file, wherever that lies", async () => {
    await withFiles(FILES, async (folder) => {
      const [file, root] = [join(folder, "my-model.ts"), join(folder, "runs")];
      const words = [file, "--results", root, ...MINE, ...RE_DOCRED];
      assert.equal((await startCli(["run", ...words], root, undefined, REAL).end).code, 0);
      const [{ id, label, state }] = await planned(...words);
      assert.equal(label, "worker:worker-example.py anything=1 tiny-bert redocred seed 5");
      assert.equal(state, "done");

      const elsewhere = join(folder, "elsewhere");
      await mkdir(elsewhere);
      for (const name of Object.keys(FILES))
        await rename(join(folder, name), join(elsewhere, name));
      words[0] = join(elsewhere, "my-model.ts");
      assert.equal((await planned(...words))[0].state, "done");

      await writeFile(join(elsewhere, "worker-example.py"), `${EXAMPLE}\n# edited\n`);
      const [edited] = await planned(...words);
      assert.notEqual(edited.id, id);
      assert.deepEqual(edited.changed, ["worker:python3 worker-example.py"]);
    });
  });

  it("stands behind every row with --worker, in a file of its own and never for a built-in run", async () => {
    await withFiles(FILES, async (folder) => {
      const root = join(folder, "runs");
      const program = `python3 ${join(folder, "worker-example.py")}`;
      const words = ["table4", "--only", "loss=amtl", ...RE_DOCRED, "--seeds", "5"];
      const worker = ["--worker", program, "--worker-version", "7"];
      const run = await startCli(["run", ...words, ...worker], root, undefined, REAL).end;
      assert.equal(run.code, 0, run.stderr);
      assert.match(run.stdout, /worker=worker-example\.py@7/);
      assert.match(run.stdout, /│ {3}paper +│ +75\.63 │/);
      const tables = await readdir(join(root, "smoke"));
      assert.ok(tables.includes("table4.worker=worker-example.py@7.csv"), tables.join());
      assert.ok(!tables.includes("table4.csv"));
      const [id] = await readdir(join(root, "train"));
      const spec = await readFile(join(root, "train", id, "attempts", "1", "spec.json"), "utf8");
      assert.match(spec, /"id": "amtl"/);

      const states = async (...more: string[]): Promise<string[]> =>
        (await planned(...words, "--results", root, ...more)).map(({ state }) => state);
      assert.deepEqual(await states(...worker), ["done"]);
      assert.deepEqual(await states("--worker", program), ["new"]);
      assert.deepEqual(await states(), ["new"]);
    });
  });

  it("says which cells are made of scores, and who lacks a program", async () => {
    const rows = `
import { cells, line, table } from "amtl-run";
const worker = "no-such-program --fast";
export default table("t", {
  title: "t",
  base: { backbone: "atlop", encoder: "bert-base-cased", loss: "amtl" },
  rows: [line("As it is", { worker, loss: "amtl" }), line("Averaged", { worker, loss: "amtl", decode: "averaged" })],
  columns: cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1", "threshold"] }),
  seeds: [5],
});`;
    await withFiles({ "t.ts": rows }, async (folder) => {
      const words = ["run", join(folder, "t.ts")];
      const { code, stdout, stderr } = await startCli(words, folder, undefined, REAL).end;
      assert.equal(code, 4, stderr);
      assert.match(stderr, /failed \(environment\): Cannot start the program/);
      assert.match(stderr, /expected: a program no-such-program in PATH/);
      assert.match(stdout, /│ As it is +│ +failed │ +needs scores │/);
      assert.match(stdout, /│ Averaged +│ +needs scores │ +needs scores │/);
      assert.match(stdout, /Needs scores: a program gives predictions/);
    });
  });
});
