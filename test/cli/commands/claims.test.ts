import assert from "node:assert/strict";
import type { ClaimsReport } from "../../../src/app/claims/claims.js";
import { runCommandIn } from "../../support/commands/command.js";
import { inFolder } from "../../support/runs/runs.js";

describe("amtl-run claims", () => {
  it("has a line for each of 96 claims in 80 columns, and ends with 3 where nothing is decided", async () => {
    await inFolder(async (root) => {
      const { code, stdout } = await runCommandIn({ AMTL_RESULTS: root }, "claims");
      assert.equal(code, 3);
      assert.match(stdout, /│ amtl-best-loss +│ holds +│ not testable here │/);
      assert.match(stdout, /^on paper: 96 claims: 51 holds, 16 fails, 29 cannot tell$/m);
      assert.match(stdout, /smoke is another scale/);
      assert.ok(stdout.split("\n").every((line) => line.length <= 80));
    });
  });

  it("spells out what is named, and prints it as CSV, Markdown and JSON", async () => {
    await inFolder(async (root) => {
      const print = async (...words: readonly string[]): Promise<string> =>
        (await runCommandIn({ AMTL_RESULTS: root }, "claims", "table13", ...words)).stdout;
      const text = await print();
      assert.match(text, /any-order-beats-atl\n {2}AMTL beats ATL with any/);
      assert.match(text, /on paper: holds: 6 of 6 as claimed, \+1\.23 to \+1\.87/);
      assert.match(text, /here \(smoke\): not testable here; no result yet: table13/);
      assert.ok(text.split("\n").every((line) => line.length <= 80));
      assert.match(
        await print("--format", "csv"),
        /^claim,profile,[^]*\nany-order-beats-atl,smoke,/,
      );
      assert.match(
        await print("--format", "markdown"),
        /^\*\*Claims[^]*\n\| any-order-beats-atl: /,
      );
      const json = await print("--format", "json");
      assert.equal(json, await print("--json"));
      const { claims, counts } = JSON.parse(json) as ClaimsReport;
      assert.deepEqual([claims.length, counts.ours["not testable here"]], [4, 4]);
    });
  });

  it("refuses a name that no claim has, and offers the nearest", async () => {
    const { code, stderr } = await runCommandIn({}, "claims", "amtl-best-los");
    assert.equal(code, 2);
    assert.match(stderr, /amtl-run claims amtl-best-loss/);
  });
});
