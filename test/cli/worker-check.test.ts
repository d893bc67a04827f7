import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "../../src/base/root.js";
import type { Point } from "../../src/programs/check/points.js";
import { jsonSchema } from "../../src/programs/protocol.js";
import { runCommand } from "../support/command.js";

const EXAMPLE = join(projectRoot(), "docs", "worker-example.py");
const WORKER = join(projectRoot(), "test", "support", "bad-worker.js");

const check = (...words: readonly string[]) => runCommand("worker", "check", ...words);

/** Points that are not ok, of a worker that misbehaves. */
async function complaints(act: string): Promise<readonly Point[]> {
  const command = `${process.execPath} ${WORKER} ${act}`;
  const { code, stdout } = await check(command, "--silence", "1", "--json");
  assert.equal(code, 1, act);
  const { points } = JSON.parse(stdout) as { readonly points: readonly Point[] };
  return points.filter(({ outcome }) => outcome === "not ok");
}

/** The first point that each of them fails. */
const FAILS: Readonly<Record<string, readonly [name: string, expected: RegExp, came: RegExp]>> = {
  "bad-message": ["messages", /number/, /^"one" \(standard output, line 1, field step\)/],
  endless: ["messages", /at most 1048576/, /without a line end/],
  silent: ["exit", /code 0/, /printed nothing for 1 s/],
  crash: ["exit", /code 0/, /^code 1 \(ValueError: it broke\)$/],
  killed: ["exit", /code 0/, /^SIGKILL$/],
  "no-summary": ["summary", /"type": "summary"/, /^none/],
  "other-run": ["summary", /^[0-9a-f]{64}$/, /^f{64} /],
  "no-predictions": ["predictions", /one prediction a line/, /no such file/],
  "unknown-relation": [
    "predictions",
    /24 relations/,
    /"P0" \(.*redocred-dev\.ndjson, line 3, field r/,
  ],
};

describe("amtl-run worker check", function () {
  this.timeout(120_000);

  it("tries each point of the protocol with a line, an interruption and a resumption too", async function () {
    if (spawnSync("python3", ["--version"]).status !== 0) {
      process.stderr.write("skipped: the check of a worker in Python, since there is no python3\n");
      this.skip();
    }
    const { code, stdout, stderr } = await check(`env PAUSE=1 python3 ${EXAMPLE}`);
    assert.equal(code, 0, stdout + stderr);
    const names = stdout.trimEnd().split("\n");
    const expected = [
      /^ok +start +env PAUSE=1 python3 /,
      /^ok +messages +4 of 4 lines$/,
      /^ok +progress +2 lines$/,
      /^ok +exit +code 0 after /,
      /^ok +summary /,
      /^ok +predictions +redocred\/dev: \d+ facts, F1 /,
      /^ok +predictions +redocred\/test: \d+ facts, F1 /,
      /^ok +stop +code 130$/,
      /^ok +checkpoint +at step \d$/,
      /^ok +resume +resumedAt \d$/,
      /^ok +resumed +the same for /,
    ];
    assert.equal(names.length, expected.length, stdout);
    expected.forEach((pattern, i) => {
      assert.match(names[i], pattern);
    });
  });

  it("is content with a worker that does only what it must", async () => {
    const { code, stdout } = await check(process.execPath, WORKER, "garbage");
    assert.equal(code, 0, stdout);
    assert.match(stdout, /^ok +messages +1 of 6 lines$/m);
    assert.match(stdout, /^note +progress +none/m);
  });

  for (const [act, [name, expected, came]] of Object.entries(FAILS)) {
    it(`says what was expected and what came: ${act}`, async () => {
      const [first] = await complaints(act);
      assert.equal(first.name, name, JSON.stringify(first));
      assert.match(first.expected, expected);
      assert.match(first.came, came);
    });
  }

  it("says that a program cannot be started, and what a command may be", async () => {
    const { code, stdout } = await check("no-such-program");
    assert.equal(code, 1);
    assert.match(stdout, /^not ok +start .*ENOENT/);
    const shell = await check("python 'my train.py'");
    assert.equal(shell.code, 2);
    assert.match(shell.stderr, /needs a shell[^]*"'" is for a shell[^]*list the arguments/);
  });
});

describe("the worker's protocol", () => {
  it("has a JSON schema that says the same as the one it is checked with", () => {
    const file = join(projectRoot(), "docs", "worker-protocol.schema.json");
    assert.deepEqual(JSON.parse(readFileSync(file, "utf8")), jsonSchema());
  });
});
