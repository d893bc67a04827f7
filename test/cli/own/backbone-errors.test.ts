import assert from "node:assert/strict";
import { join } from "node:path";
import { AmtlError, describeError } from "../../../src/base/errors.js";
import { loadExperiments } from "../../../src/app/select/experiments.js";
import { plan } from "../../../src/app/plan/plan.js";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { guideExample, withFiles } from "../../support/runs/own-files.js";

const NAME = "my-backbone.ts";
const SOURCE = guideExample("my-backbone.ts");
const MINE = ["--only", "backbone=mine", "--only", "loss=atl", "--only", "trainedOn=redocred"];
const RUN = [...MINE, "--seeds", "5"];

const changed = (from: string, to: string): string => {
  assert.ok(SOURCE.includes(from), from);
  return SOURCE.replace(from, to);
};
/** What is said of a line of the file, when that is where the error is. */
const at = (text: string): RegExp => {
  const line = SOURCE.split("\n").findIndex((each) => each.includes(text)) + 1;
  return new RegExp(`my-backbone\\.ts:${line}\\b`);
};
const DEFINED = 'backbone("mine"';

type Case = readonly [what: string, from: string, to: string, message: RegExp, place: RegExp];

const REFUSED: readonly Case[] = [
  [
    "an id of the project's",
    'backbone("mine", {',
    'backbone("atlop", {',
    /Duplicate backbone "atlop"/,
    /backbones\[0\], id[^]*an id of its own/,
  ],
  [
    "another spelling of one",
    'backbone("mine", {',
    'backbone("ttmre", {',
    /Duplicate backbone "ttmre"/,
    /backbones\[0\], id/,
  ],
  ["an id with a plus", '"mine", {', '"mi+ne", {', /Invalid backbone definition/, /\], id/],
  [
    "no kernel",
    "kernel: (tf, nn)",
    "core: (tf, nn)",
    /Invalid backbone definition/,
    /backbones\[0\], kernel[^]*expected: a function[^]*nothing/,
  ],
  [
    "a kernel that is no function",
    "kernel: (tf, nn)",
    "kernel: 3, other: (tf: any, nn: any)",
    /Invalid backbone definition/,
    /, kernel[^]*expected: a function[^]*3/,
  ],
  [
    "a misspelt field",
    "version: 1",
    "version: 1, encoderLayer: 2",
    /Invalid backbone definition/,
    /backbones\[0\][^]*"encoderLayer"/,
  ],
  [
    "a default of no number",
    "default: 128",
    'default: "128"',
    /Invalid backbone definition/,
    /sizes\.width\.default/,
  ],
  [
    "what is no backbone",
    "[mine]",
    '[{ id: "mine" }]',
    /Invalid backbone definition/,
    /kind[^]*expected: what backbone\("mine", { … }\) gives/,
  ],
  [
    "backbones that are no list",
    "[mine]",
    "mine",
    /backbones must be an array/,
    /my-backbone\.ts, backbones/,
  ],
  [
    "a backbone that is not listed",
    "backbones: [mine],",
    "",
    /Unknown backbone "mine"/,
    /axis backbone/,
  ],
];

describe("what is wrong with an own backbone is said when its file is loaded:", () => {
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

  it("a size that it does not have, and one that cannot be", async () => {
    await withFiles({ [NAME]: SOURCE }, async (folder) => {
      const file = join(folder, NAME);
      for (const [word, message] of [
        ["widht=3", /Unknown setting "widht"[^]*--set width=3/],
        ["width=0", /Invalid value of width[^]*at least 32[^]*0/],
      ] as const) {
        const { code, stdout, stderr } = await runCommand("plan", file, ...RUN, "--set", word);
        assert.deepEqual([code, stdout], [2, ""]);
        assert.match(stderr, message);
      }
    });
  });

  it("a schedule that throws, and one that is incomplete", async () => {
    const schedules = [
      ["(usual) => usual.nothing.more", /Backbone threw an error/],
      ["() => ({ batch: 2 })", /Schedule of the backbone is incomplete[^]*no accumulate, warmup/],
    ] as const;
    for (const [schedule, message] of schedules) {
      const source = changed("newLayers:", `schedule: ${schedule},\n  newLayers:`);
      await withFiles({ [NAME]: source }, async (folder) => {
        await assert.rejects(plan({ experiments: [join(folder, NAME)] }), (error) => {
          assert.ok(error instanceof AmtlError, String(error));
          assert.match(describeError(error), message);
          assert.match(describeError(error), /my-backbone\.ts:\d+/);
          return true;
        });
      });
    }
  });

  it("two files that have different backbones of one name", async () => {
    const other = changed("version: 1", "version: 2").replace(
      'table("my-backbone"',
      'table("other"',
    );
    const files = { [NAME]: SOURCE, "other.ts": other };
    await withFiles(files, async (folder) => {
      const both = Object.keys(files).map((name) => join(folder, name));
      const { code, stderr } = await runCommand("plan", ...both, "--results", folder);
      assert.equal(code, 2);
      assert.match(stderr, /Conflicting backbones "mine"[^]*other\.ts:5[^]*my-backbone\.ts:5/);
    });
  });
});

const FAILING: readonly (readonly [...Case, exit: number])[] = [
  [
    "its kernel lacks a function",
    "positions: (batch)",
    "position: (batch: any)",
    /Backbone mine has no kernel[^]*no positions/,
    at(DEFINED),
    2,
  ],
  [
    "its logits have another shape",
    "weight, bias, 32)",
    "weight, bias, 32).transpose()",
    /gave logits of another shape[^]*logits \[\d+, 25\], a row a pair[^]*a tensor \[25, \d+\]/,
    at(DEFINED),
    2,
  ],
  [
    "it gives no logits",
    "return { logits:",
    "return { scores:",
    /gave logits of another shape[^]*got: +none/,
    at(DEFINED),
    2,
  ],
  [
    "it throws",
    "const entities =",
    "if (margin()) throw 1; const entities =",
    /Backbone threw an error[^]*margin is not defined/,
    at("const entities ="),
    2,
  ],
  [
    "it reads a parameter that it does not have",
    'layer(parameters, "mine.out"',
    'layer(parameters, "mine.uot"',
    /Backbone threw an error[^]*Expected a parameter mine\.uot\.weight/,
    /my-backbone\.ts:\d+/,
    2,
  ],
  [
    "none of its parameters has a word of newLayers",
    '["mine."]',
    '["mime."]',
    /gave no initial values[^]*none with a word of newLayers \(mime\.\)/,
    at(DEFINED),
    2,
  ],
  [
    "its logits have no gradient",
    "logits: nn.",
    "logits: tf.zeros<any>([batch.rows, 25]), other: nn.",
    /Backbone has no gradient/,
    at(DEFINED),
    2,
  ],
  [
    "its logits are NaN",
    "weight, bias, 32)",
    "weight, bias, 32).mul<any>(NaN)",
    /failed \(not-a-number\): The loss of batch 0 is NaN[^]*the backbone mine/,
    at(DEFINED),
    1,
  ],
];

describe("what is wrong with an own backbone in training is said with file and line:", function () {
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
