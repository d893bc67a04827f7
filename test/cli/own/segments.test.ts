import assert from "node:assert/strict";
import { join } from "node:path";
import { startCli } from "../../support/commands/cli.js";
import { runCommand } from "../../support/commands/command.js";
import { guideExample, withFiles } from "../../support/runs/own-files.js";

const tableOf = (row: string): string => `
import { amtl, cells, loss, table } from "amtl-run";
export default table("my-segments", {
  title: "Segments of my own",
  base: { backbone: "atlop", encoder: "bert-base-cased" },
  rows: [${row}],
  columns: cells({ trainedOn: "redocred", scoredOn: "redocred/test", metrics: ["f1"] }),
  seeds: [5],
});
`;

/** Plans a file outside the checkout with one row, in a profile that has the paper's relations. */
const plan = (row: string, ...words: readonly string[]) =>
  withFiles({ "my-segments.ts": tableOf(row) }, (folder) =>
    runCommand(
      ...["plan", join(folder, "my-segments.ts"), "--profile", "mini"],
      ...["--results", folder, ...words],
    ),
  );

/** What cannot be, with what the message says of it: the axis, what was expected, what came. */
const REFUSED: Readonly<Record<string, RegExp>> = {
  "amtl({ n: 0 })": /axis n\n.*at least 1\n.*got: +0/,
  "amtl({ n: 97 })": /axis n\n.*at most the 96 relations of redocred\n.*got: +97/,
  "amtl({ lambda: 0 })": /axis lambda\n.*a number above 0\n.*got: +0/,
  "amtl({ lambda: -1 })": /axis lambda\n.*a number above 0\n.*got: +-1/,
  "amtl({ segments: [10, 20] })":
    /axis segments\n.*sum to the 96 relations of redocred\n.*got: +\[10,20\]/,
  'amtl({ segments: [["P17", "P131"], ["P17"], "rest"] })':
    /axis segments\n.*each relation in one segment\n.*got: +P17 in segments 1 and 2/,
  'amtl({ segments: [["P17", "P131"], ["P27"]] })':
    /axis segments\n.*all 96 relations of redocred\n.*got: +93 in no segment/,
  'amtl({ segments: [["P17", "P17"], "rest"] })':
    /axis segments\n.*\n.*got: +P17 twice in segment 1/,
  'amtl({ segments: [["P17", "P18"], "rest"] })':
    /axis segments\n.*relations of redocred, such as P17\n.*got: +P18/,
  'amtl({ segments: [["P17"], []] })':
    /axis segments\n.*lists of relations.*\n.*got: +\[\["P17"\],\[\]\]/,
  'amtl({ segments: ["rest", "rest"] })': /axis segments\n.*\n.*got: +\["rest","rest"\]/,
  "amtl({ segments: Array(97).fill(1) })": /axis segments\n.*sum to the 96.*\n.*got: +\[1,1,1/,
  'amtl({ segments: [["P17"], "rest"], n: 3 })': /axis n\n.*number of segments, 2.*\n.*got: +3/,
  'amtl({ segments: [["P17"], "rest"], ordering: "random" })':
    /axis ordering\n.*\n.*got: +"random"/,
  'loss("amtl", { segments: [["P17"], "rest"], labelSpace: 50 })':
    /axis labelSpace\n.*\n.*got: +50/,
  'loss("atl", { segments: [48, 48] })':
    /axis segments\n.*atl has one threshold\n.*got: +\[48,48\]/,
  'loss("atl+bce")': /axis loss\n.*one threshold, which is not tuned on dev\n.*got: +"bce"/,
  'loss("atl+amtl")': /axis loss\n.*\n.*got: +"amtl"/,
  'loss("atl+afl+sat")': /axis loss\n.*one loss, or 4\n.*got: +3/,
};

describe("segments of one's own, in a file outside the checkout", function () {
  this.timeout(240_000);

  it("may be lists of relations, and are named in the plan", async () => {
    const { code, stdout } = await plan('amtl({ segments: [["P17", "P131"], "rest"], lambda: 2 })');
    assert.equal(code, 0);
    assert.match(stdout, /amtl-n2-l2-listed-2\/94/);
  });

  it("are trained, as the README has them, beside the paper's row", async () => {
    const source = guideExample("my-segments.ts");
    await withFiles({ "my-segments.ts": source }, async (folder) => {
      const file = join(folder, "my-segments.ts");
      const words = ["run", file, "--seeds", "5", "--only", "lambda=1.5"];
      const root = join(folder, "runs");
      const run = await startCli(words, root, undefined, { AMTL_WORKER: "" }).end;
      assert.equal(run.code, 0, run.stderr);
      for (const label of ["Halves", "Places apart"]) {
        const f1 = Number(new RegExp(`│ ${label} +│ +(\\d+\\.\\d\\d) │`).exec(run.stdout)?.[1]);
        assert.ok(f1 > 30 && f1 < 100, run.stdout);
      }
      const report = await startCli(["report", file, "--seeds", "5"], root).end;
      assert.match(report.stdout, /│ AMTL[^]*│ {3}paper +│ +75\.63 │[^]*│ Places apart +│/);
    });
  });

  for (const [row, message] of Object.entries(REFUSED)) {
    it(`${row} is refused when the file is loaded, with file, axis and value`, async () => {
      const { code, stderr } = await plan(row);
      assert.equal(code, 2, stderr);
      assert.match(stderr, /my-segments\.ts/);
      assert.match(stderr, message);
    });
  }
});
