import assert from "node:assert/strict";
import { execFileSync, spawnSync } from "node:child_process";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { COMMANDS } from "../../../src/cli/commands.js";
import { candidates } from "../../../src/cli/completion/candidates.js";
import { SCRIPTS } from "../../../src/cli/completion/scripts.js";
import { program } from "../../support/commands/cli.js";
import { inFolder } from "../../support/runs/runs.js";

const RUN = "0123456789ab".padEnd(64, "c");

/** A folder of results with one run, and one of programs with amtl-run in it. */
const withProgram = (use: (root: string, env: NodeJS.ProcessEnv) => Promise<void>): Promise<void> =>
  inFolder(async (folder) => {
    const [root, bin] = [join(folder, "results"), join(folder, "bin")];
    await mkdir(join(root, "train", RUN), { recursive: true });
    await mkdir(bin);
    const words = [process.execPath, ...program()].map((word) => `'${word}'`).join(" ");
    await writeFile(join(bin, "amtl-run"), `#!/bin/sh\nexec ${words} "$@"\n`);
    await chmod(join(bin, "amtl-run"), 0o755);
    const PATH = `${bin}${delimiter}${process.env.PATH ?? ""}`;
    await use(root, { ...process.env, PATH, AMTL_RESULTS: root });
  });

/** What bash would offer after a line. */
function offered(line: string, env: NodeJS.ProcessEnv): readonly string[] {
  const script = `eval "$(amtl-run completion bash)"
    COMP_LINE=$1 COMP_POINT=\${#1}; _amtl_run 2>/dev/null; printf '%s\\n' "\${COMPREPLY[@]}"`;
  const out = execFileSync("bash", ["-c", script, "bash", line], { env, encoding: "utf8" });
  return out.split("\n").filter((each) => each !== "");
}

describe("what a word may become", () => {
  const one = async (...words: string[]): Promise<readonly string[]> =>
    await candidates(words, COMMANDS);

  it("is a command or an experiment at first", async () => {
    assert.deepEqual(await one("re"), ["report"]);
    assert.deepEqual(await one("table1"), ["table1", "table10", "table11", "table12", "table13"]);
    assert.ok((await one("")).includes("completion") && (await one("")).includes("all"));
  });

  it("is an option of the command, in its full name", async () => {
    assert.deepEqual(await one("table4", "--pro"), ["--profile"]);
    assert.deepEqual(await one("list", "--"), ["--json", "--profile", "--help"]);
    assert.deepEqual(await one("list", "--tw"), []);
    assert.ok(!(await one("run", "--")).includes("--experiments"));
  });

  it("is a value of the option before it", async () => {
    assert.deepEqual(await one("table4", "--profile", "p"), ["paper"]);
    assert.deepEqual(await one("run", "table4", "--executor", ""), ["local", "slurm"]);
    assert.deepEqual(await one("table4", "--only", "lo"), ["loss="]);
    assert.deepEqual(await one("table4", "--only", "loss=hin"), ["loss=hingeabl"]);
    assert.deepEqual(await one("table4", "--only", "loss=atl,hin"), ["loss=atl,hingeabl"]);
    assert.ok(
      !(await one("table4", "--only", "loss=am")).includes("loss=amt"),
      "no table takes it",
    );
    assert.deepEqual(await one("table4", "--set", "ep"), ["epochs="]);
    assert.deepEqual(await one("table4", "--jobs", ""), [], "a number, nobody knows which");
  });

  it("is the action of a command that has some, and an experiment where several may be", async () => {
    assert.deepEqual(await one("encoder", ""), ["list", "get"]);
    assert.deepEqual(await one("encoder", "get", "mini"), ["minilm-l6"]);
    assert.ok((await one("data", "get", "")).includes("redocred"));
    assert.deepEqual(await one("engine", "install", ""), []);
    assert.deepEqual(await one("plan", "table4", "table5", "fig1"), ["fig1a", "fig1b"]);
    assert.deepEqual(await one("plan", "--json", "table4", "eq"), ["eq2"]);
  });
});

describe("amtl-run completion", function () {
  this.timeout(60_000);

  it("completes in bash: commands, options, values behind = and commas, run ids", async () => {
    await withProgram((root, env) => {
      assert.deepEqual(offered("amtl-run tabl", env).slice(0, 2), ["table1", "table2"]);
      assert.deepEqual(offered("amtl-run table4 --dry", env), ["--dry-run"]);
      // bash replaces what follows the last = only.
      assert.deepEqual(offered("amtl-run table4 --only loss=hin", env), ["hingeabl"]);
      assert.deepEqual(offered("amtl-run table4 --only loss=atl,hin", env), ["atl,hingeabl"]);
      assert.deepEqual(offered("amtl-run logs ", env), [RUN.slice(0, 12)]);
      assert.deepEqual(offered("amtl-run logs 9", env), []);
      assert.deepEqual(offered(`amtl-run logs --results ${root}/no `, env), []);
      assert.deepEqual(offered("amtl-run eval pred", env), [], "bash completes files by itself");
      return Promise.resolve();
    });
  });

  it("completes in zsh", async function () {
    if (spawnSync("zsh", ["--version"]).status !== 0) {
      this.test!.title += " (skipped: zsh is not installed)";
      this.skip();
    }
    await withProgram((_, env) => {
      const script = `compdef() { :; }; compadd() { print -rl -- \${(P)@[-1]}; }
        source <(amtl-run completion zsh); words=(amtl-run table4 --profile m); CURRENT=4; _amtl_run`;
      const out = execFileSync("zsh", ["-fc", script], { env, encoding: "utf8" });
      assert.deepEqual(out.trim(), "mini");
      return Promise.resolve();
    });
  });

  it("has scripts that the shells can read, and refuses another shell", async () => {
    await withProgram((_, env) => {
      assert.equal(spawnSync("bash", ["-n"], { input: SCRIPTS.get("bash"), env }).status, 0);
      const fish = spawnSync("amtl-run", ["completion", "fish"], { env, encoding: "utf8" });
      assert.equal(fish.status, 2);
      assert.match(fish.stderr, /Unknown shell "fish"\n +expected: bash or zsh/);
      return Promise.resolve();
    });
  });
});
