import assert from "node:assert/strict";
import { join } from "node:path";
import { runCommand } from "../support/command.js";
import { withFiles } from "../support/own-files.js";

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
  'loss("atl+bce")': /axis loss/,
};

describe("segments of one's own, in a file outside the checkout", function () {
  this.timeout(60_000);

  it("may be lists of relations, and are named in the plan", async () => {
    const { code, stdout } = await plan('amtl({ segments: [["P17", "P131"], "rest"], lambda: 2 })');
    assert.equal(code, 0);
    assert.match(stdout, /amtl-n2-l2-listed-2\/94/);
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
