import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { checkProgram, type Point, type ProgramCheck } from "../../src/app/check-program.js";
import { AmtlError } from "../../src/base/errors.js";
import { projectRoot } from "../../src/base/root.js";

const EXAMPLE = join(projectRoot(), "docs", "worker-example.py");
const TORCH_EXAMPLE = join(projectRoot(), "docs", "worker-example-torch.py");
const PROGRAM = join(projectRoot(), "test", "support", "workers", "bad-program.js");

/** Checks a program; what it leaves where a point fails is removed. */
async function check(
  command: string | readonly string[],
  silence = 300,
  onPoint?: (point: Point) => void,
): Promise<ProgramCheck> {
  const found = await checkProgram({ command, silence }, new AbortController().signal, onPoint);
  assert.equal(found.folder === null, found.isFine);
  if (found.folder !== null) {
    assert.ok(existsSync(found.folder));
    await rm(found.folder, { recursive: true });
  }
  return found;
}

/** Points that are not ok, of a program that misbehaves. */
async function complaints(act: string): Promise<readonly Point[]> {
  const { points, isFine } = await check(`${process.execPath} ${PROGRAM} ${act}`, 1);
  assert.equal(isFine, false, act);
  return points.filter(({ outcome }) => outcome === "not ok");
}

const lineOf = ({ outcome, name, came }: Point): string => `${outcome} ${name} ${came}`;

/** The first point that each of them fails. */
const FAILS: Readonly<Record<string, readonly [name: string, expected: RegExp, came: RegExp]>> = {
  "bad-message": ["messages", /number/, /^"one" \(standard output, line 1, field step\)/],
  endless: ["messages", /at most 67108864/, /without a line end/],
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

describe("checkProgram", function () {
  this.timeout(120_000);

  it("tries each point of the protocol with a line, an interruption and a resumption too", async function () {
    if (spawnSync("python3", ["--version"]).status !== 0) {
      process.stderr.write(
        "skipped: the check of a program in Python, since there is no python3\n",
      );
      this.skip();
    }
    const told: Point[] = [];
    const { points, isFine } = await check(`env PAUSE=1 python3 ${EXAMPLE}`, 300, (point) =>
      told.push(point),
    );
    const lines = points.map(lineOf);
    assert.ok(isFine, lines.join("\n"));
    assert.deepEqual(told, points);
    const expected = [
      /^ok start env PAUSE=1 python3 /,
      /^ok messages 4 of 4 lines$/,
      /^ok progress 2 lines$/,
      /^ok exit code 0 after /,
      /^ok summary /,
      /^ok predictions redocred\/dev: \d+ facts, F1 /,
      /^ok predictions redocred\/test: \d+ facts, F1 /,
      /^ok stop code 130$/,
      /^ok checkpoint at step \d$/,
      /^ok resume resumedAt \d$/,
      /^ok resumed the same for /,
    ];
    assert.equal(lines.length, expected.length, lines.join("\n"));
    expected.forEach((pattern, i) => {
      assert.match(lines[i], pattern);
    });
  });

  it("accepts the example in PyTorch", async function () {
    const python = process.env.AMTL_TORCH_PYTHON ?? "python3";
    if (spawnSync(python, ["-c", "import torch"]).status !== 0) {
      process.stderr.write(
        `skipped: the example in PyTorch, since ${python} has no torch (AMTL_TORCH_PYTHON names another)\n`,
      );
      this.skip();
    }
    const { points, isFine } = await check(`${python} ${TORCH_EXAMPLE}`);
    const lines = points.map(lineOf);
    assert.ok(isFine, lines.join("\n"));
    assert.ok(lines.some((line) => line.startsWith("ok resumed the same for ")));
  });

  it("accepts a program that does only what it must", async () => {
    const { points, isFine } = await check([process.execPath, PROGRAM, "garbage"]);
    const lines = points.map(lineOf);
    assert.ok(isFine, lines.join("\n"));
    assert.ok(lines.includes("ok messages 1 of 6 lines"), lines.join("\n"));
    assert.ok(lines.some((line) => line.startsWith("note progress none")));
  });

  for (const [act, [name, expected, came]] of Object.entries(FAILS)) {
    it(`says what was expected and what came: ${act}`, async () => {
      const [first] = await complaints(act);
      assert.equal(first.name, name, JSON.stringify(first));
      assert.match(first.expected, expected);
      assert.match(first.came, came);
    });
  }

  it("says that a program cannot be started", async () => {
    const { points } = await check("no-such-program");
    assert.match(lineOf(points[0]), /^not ok start .*ENOENT/);
  });

  it("refuses a command that only a shell could read", async () => {
    await assert.rejects(check("python 'my train.py'"), (error) => {
      assert.ok(error instanceof AmtlError && error.exitCode === 2);
      assert.match(error.message, /needs a shell/);
      assert.match(error.details.got ?? "", /"'" is for a shell/);
      return true;
    });
  });

  it("ends when its signal says so", async () => {
    const stop = new AbortController();
    const command = [process.execPath, PROGRAM, "silent"];
    const call = checkProgram({ command, silence: 60 }, stop.signal);
    setTimeout(() => {
      stop.abort();
    }, 200);
    await assert.rejects(call, { name: "AbortError" });
  });
});
