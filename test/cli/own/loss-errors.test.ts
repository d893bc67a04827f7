import assert from "node:assert/strict";
import { join } from "node:path";
import { AmtlError, describeError } from "../../../src/base/errors.js";
import { loadExperiments } from "../../../src/app/select/experiments.js";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { lineOf, MY_LOSS, withFiles } from "../../support/runs/own-files.js";

const NAME = "my-loss.ts";
const RUN = ["--only", "loss=logistic-margin", "--only", "trainedOn=redocred", "--seeds", "5"];

/** What is said of a line of the table, when that is where the error is. */
const at = (text: string): RegExp => new RegExp(`my-loss\\.ts:${lineOf(text)}\\b`);
const changed = (from: string, to: string): string => {
  const source = MY_LOSS.replace(from, to);
  assert.notEqual(source, MY_LOSS);
  return source;
};

type Case = readonly [what: string, from: string, to: string, message: RegExp, place: RegExp];

const REFUSED: readonly Case[] = [
  ["a syntax error", "const sign =", "const sign = =", /Cannot load/, at("const sign")],
  [
    "an error at the top",
    "const logistic: OwnLoss = {",
    "const logistic: OwnLoss = (undefined as any).x ?? {",
    /Cannot load/,
    at("const logistic"),
  ],
  [
    "a word that is not exported",
    'loss("logistic-margin"',
    'nothing("logistic-margin"',
    /Cannot load/,
    at('loss("logistic'),
  ],
  [
    "a decoder that compares with another threshold",
    'decoder: { rule: "th", k: 4 }',
    'threshold: "zero", decoder: { rule: "th", k: 4 }',
    /does not match its threshold/,
    /:6, decoder\.rule/,
  ],
  [
    "an unknown decoding rule",
    'rule: "th"',
    'rule: "threshold"',
    /Unknown decoding rule/,
    /decoder\.rule[^]*th, zero[^]*"threshold"/,
  ],
  [
    "an unknown parameter of its decoder",
    'rule: "th", k: 4',
    'rule: "th", top: 4',
    /Invalid parameter top of decoding rule th/,
    /:6, decoder\.top/,
  ],
  [
    "a misspelt field",
    "params: {",
    "parms: {",
    /Invalid loss definition/,
    /losses\[0\][^]*"parms"/,
  ],
  [
    "a default of no number",
    "default: 1",
    'default: "1"',
    /Invalid loss definition/,
    /params\.margin\.default/,
  ],
  ["no function", "compute: (tf,", "compute: 3, other: (tf,", /Invalid loss definition/, /compute/],
  ["an id of the project's", 'id: "logistic-margin"', 'id: "atl"', /Duplicate loss "atl"/, /, id/],
  ["an id with a plus", 'id: "logistic-', 'id: "logistic+', /Invalid loss definition/, /, id/],
  [
    "losses that are no list",
    "[logistic]",
    "logistic",
    /losses must be an array/,
    /my-loss\.ts, losses/,
  ],
  ["a loss that is not listed", "[logistic]", "[]", /Unknown loss "logistic-margin"/, /axis loss/],
  [
    "an unknown parameter",
    'label: "Mine"',
    'label: "Mine", params: { margn: 2 }',
    /Unknown parameter margn/,
    /axis params[^]*write margin/,
  ],
  [
    "a parameter below its bound",
    'label: "Mine"',
    'label: "Mine", params: { margin: -1 }',
    /Invalid parameter margin/,
    /at least 0[^]*-1/,
  ],
  [
    "an unknown axis",
    'label: "Mine"',
    'label: "Mine", bnad: "head-10"',
    /Unknown axis "bnad"/,
    /my-loss\.ts, rows, "Mine"[^]*write band/,
  ],
];

describe("what is wrong with an own loss is said when its file is loaded:", () => {
  for (const [what, from, to, message, place] of REFUSED) {
    it(what, async () => {
      await withFiles({ [NAME]: changed(from, to) }, async (folder) => {
        await assert.rejects(loadExperiments(join(folder, NAME)), (error) => {
          assert.ok(error instanceof AmtlError, String(error));
          assert.equal(error.exitCode, 2);
          assert.match(describeError(error), message);
          assert.match(describeError(error), place);
          return true;
        });
      });
    });
  }

  it("on the command line, with 2 and no stack", async () => {
    await withFiles({ [NAME]: changed("const sign =", "const sign = =") }, async (folder) => {
      const { code, stdout, stderr } = await runCommand("run", join(folder, NAME), ...RUN);
      assert.deepEqual([code, stdout], [2, ""]);
      assert.match(stderr, at("const sign"));
      assert.doesNotMatch(stderr, /\n {4}at /);
    });
  });

  it("two files that have different losses of one name", async () => {
    const other = changed("version: 1", "version: 2").replace('table("my-loss"', 'table("other"');
    const files = { [NAME]: MY_LOSS, "other.ts": other };
    await withFiles(files, async (folder) => {
      const both = Object.keys(files).map((name) => join(folder, name));
      const { code, stderr } = await runCommand("plan", ...both, "--results", folder);
      assert.equal(code, 2);
      assert.match(stderr, /Conflicting losses "logistic-margin"[^]*other\.ts:6[^]*my-loss\.ts:6/);
    });
  });
});

const ID = 'id: "logistic-margin"';
const FAILING: readonly (readonly [...Case, exit: number])[] = [
  [
    "it returns a vector",
    ".sum(1).mean()",
    ".sum(1)",
    /did not return a scalar[^]*a tensor \[\d+\]/,
    at(ID),
    2,
  ],
  [
    "it returns a number",
    "return tf",
    "return 3; tf",
    /did not return a scalar[^]*got: +number/,
    at(ID),
    2,
  ],
  [
    "it throws",
    "const sign =",
    "if (margin()) throw 1; const sign =",
    /threw an error[^]*margin is not defined/,
    at("const sign"),
    2,
  ],
  ["it has no gradient", "return tf", "return tf.scalar(1); tf", /has no gradient/, at(ID), 2],
  [
    "it is NaN",
    ".sum(1).mean()",
    ".sum(1).mean().mul(NaN)",
    /failed \(not-a-number\): The loss of batch 0 is NaN/,
    at(ID),
    1,
  ],
];

describe("what is wrong with an own loss in training is said with file and line:", function () {
  this.timeout(120_000);
  for (const [what, from, to, message, place, exit] of FAILING) {
    it(what, async () => {
      await withFiles({ [NAME]: changed(from, to) }, async (folder) => {
        const words = ["run", join(folder, NAME), ...RUN];
        const run = startCli(words, join(folder, "runs"), undefined, { AMTL_WORKER: "" });
        const { code, stderr } = await run.end;
        assert.equal(code, exit, stderr);
        assert.match(stderr, message);
        assert.match(stderr, place);
        assert.doesNotMatch(stderr, /\n {4}at /);
      });
    });
  }
});
