import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { existsSync, openSync } from "node:fs";
import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { execa } from "execa";
import { projectRoot } from "../../src/base/root.js";
import { environment, program, startCli } from "../support/commands/cli.js";
import { allResults, inFolder } from "../support/runs/runs.js";

const TABLE = ["table4", "--seeds", "5", "--only", "loss=atl"];

/** The command on a terminal that is closed once `word` has been shown. */
async function closeAt(
  word: string,
  root: string,
  words: readonly string[],
): Promise<{ readonly code: number | null; readonly signal: number | null }> {
  const script = join(projectRoot(), "test", "support", "commands", "terminal.py");
  const command = [script, word, process.execPath, ...program(), ...words];
  const env = { ...environment(root, { ms: 3000 }), CI: "", TERM: "xterm" };
  const { stdout } = await execa("python3", command, { env });
  const { code, signal } = JSON.parse(stdout) as { code: number | null; signal: number | null };
  return { code, signal };
}

async function endings(root: string): Promise<string[]> {
  const names = await readdir(root, { recursive: true });
  const ended = names.filter((name) => name.endsWith("ended.json"));
  const texts = await Promise.all(ended.map((name) => readFile(join(root, name), "utf8")));
  return texts.map((text) => (JSON.parse(text) as { outcome: string }).outcome);
}

describe("a terminal that is closed during a run (needs python3)", function () {
  this.timeout(120_000);
  before(async function () {
    const { exitCode } = await execa("python3", ["-c", "import pty"], { reject: false });
    if (exitCode !== 0) this.skip();
  });

  for (const [what, word, options] of [
    ["with a live display", "loss", []],
    ["with --json", '"progress"', ["--json"]],
  ] as const) {
    it(`${what} ends it as Ctrl-C does: checkpoints, exit code 130`, async () => {
      const undisturbed = await inFolder(async (root) => {
        assert.equal((await startCli(TABLE, root).end).code, 0);
        return await allResults(root);
      });
      await inFolder(async (root) => {
        const end = await closeAt(word, root, [...TABLE, ...options]);
        assert.deepEqual(end, { code: 130, signal: null });
        assert.ok((await endings(root)).includes("interrupted"));
        assert.equal((await startCli(TABLE, root).end).code, 0);
        assert.deepEqual(await allResults(root), undisturbed);
      });
    });
  }
});

describe("standard output that cannot be written", () => {
  it("a full disk is one clear error with exit code 4", async function () {
    if (!existsSync("/dev/full")) this.skip();
    const child = spawn(process.execPath, [...program(), "list"], {
      stdio: ["ignore", openSync("/dev/full", "w"), "pipe"],
    });
    let stderr = "";
    child.stderr!.setEncoding("utf8").on("data", (text: string) => (stderr += text));
    const code = await new Promise((resolve) => child.once("close", resolve));
    assert.equal(code, 4);
    assert.match(stderr, /^amtl-run: The output cannot be written\n.*\n.*ENOSPC.*\n.*fix: .*\n$/);
  });
});
