import assert from "node:assert/strict";
import { join } from "node:path";
import { projectRoot } from "../../../src/base/root.js";
import type { FailureKind } from "../../../src/contract/event.js";
import { startCli, type CliEnd } from "../../support/commands/cli.js";
import { withFiles } from "../../support/runs/own-files.js";
import { allResults } from "../../support/runs/runs.js";

const PROGRAM = join(projectRoot(), "test", "support", "workers", "bad-program.js");

/** Each way to misbehave, the kind of failure that it is, and what its message has to say. */
const FAILURES: Readonly<Record<string, readonly [FailureKind, RegExp]>> = {
  endless: [
    "protocol",
    /a line that is too long\n.*standard output\n.*at most 67108864 characters/,
  ],
  silent: ["timed-out", /printed nothing for 2 s and was ended/],
  deaf: ["timed-out", /printed nothing for 2 s and was ended/],
  crash: ["worker-died", /code 1: ValueError: it broke/],
  "loud-on-stderr": ["worker-died", /code 1: ValueError: the last words/],
  "no-module": ["environment", /cannot import a module\n[^]*No module named 'numpi'/],
  killed: ["worker-died", /SIGKILL/],
  "no-summary": ["protocol", /exited without a summary/],
  "no-predictions": ["protocol", /without predictions for redocred\/test\n.*redocred-test\.ndjson/],
  "other-run": ["protocol", /summary is for another run\n.*field trainId\n[^]*got: +f{64}/],
  "other-schema": ["protocol", /message "summary".*\n.*field schema\n.*expected: 1\n.*got: +2/],
  "bad-message": ["protocol", /"progress".*\n.*line 1, field step\n.*number.*\n.*"one"/],
  "nan-loss": ["not-a-number", /loss is NaN at step 3/],
  failed: ["out-of-memory", /CUDA out of memory: 80 GiB asked/],
  "unknown-title": ["protocol", /line 3, field title\n.*\n.*"No such document"/],
  "other-split": ["protocol", /line 3, field title\n.*\n.*", a document of redocred\/dev/],
  "no-entity": ["protocol", /line 3, field t_idx\n.*entity from 0 to \d+ of.*\n.*999/],
  "negative-entity": ["protocol", /line 1, field h_idx\n.*\n.*-1/],
  "unknown-relation": ["protocol", /line 3, field r\n.*one of the 24 relations.*\n.*"P0"/],
  twice: ["protocol", /line 3, field title, h_idx, t_idx, r\n.*\n.*that of line 1 again/],
  "no-field": ["protocol", /line 3, field h_idx\n.*whole number.*\n.*nothing/],
  "nan-score": ["protocol", /line 1, field score\n.*finite number\n.*NaN/],
  torn: ["protocol", /Incomplete last line of predictions\n.*redocred-test\.ndjson, line 3/],
};
const FINE = ["good", "garbage", "bar", "array", "bar-on-stdout", "bar-on-stderr", "log-on-stderr"];

const command = (act: string): string =>
  JSON.stringify({ command: [process.execPath, PROGRAM, act], silence: 2 });

const TABLE = `
import { cells, line, table } from "amtl-run";
export default table("bad-programs", {
  title: "Programs that misbehave",
  base: { encoder: "bert-base-cased" },
  rows: [${[...FINE, ...Object.keys(FAILURES)]
    .map((act) => `line("${act}", { worker: ${command(act)}, params: { act: "${act}" } })`)
    .join(",\n")}],
  columns: cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] }),
  seeds: [5],
});`;

describe("a user's program that misbehaves", function () {
  this.timeout(300_000);
  let end: CliEnd;
  let failed: { readonly label: string; readonly kind: FailureKind; readonly message: string }[];
  let results: Record<string, string>;
  before(async () => {
    await withFiles({ "bad-programs.ts": TABLE }, async (folder) => {
      const root = join(folder, "runs");
      const words = ["run", join(folder, "bad-programs.ts"), "--json"];
      const cli = startCli(words, root, undefined, { AMTL_WORKER: "" });
      end = await cli.end;
      const labels = new Map<string, string>();
      failed = [];
      for (const event of cli.events) {
        if (event.type === "queued") labels.set(event.run, event.label);
        if (event.type !== "failed" || event.retry) continue;
        failed.push({ label: labels.get(event.run)!, kind: event.kind, message: event.message });
      }
      results = await allResults(root);
    });
  });

  it("stops no other run, and leaves no result", () => {
    assert.equal(end.code, 1, end.stderr);
    assert.equal(failed.length, Object.keys(FAILURES).length);
    // A training and an evaluation of each that is fine.
    assert.equal(Object.keys(results).length, 2 * FINE.length);
  });

  for (const [act, [kind, message]] of Object.entries(FAILURES)) {
    it(`gives one clear failure: ${act}`, () => {
      const found = failed.filter(({ label }) => label.includes(`act="${act}"`));
      assert.equal(found.length, 1, end.stderr);
      assert.equal(found[0].kind, kind, found[0].message);
      assert.match(found[0].message, message);
    });
  }
});
