import assert from "node:assert/strict";
import { join } from "node:path";
import { runCommand } from "../../support/commands/command.js";
import { inFolder } from "../../support/runs/runs.js";

describe("amtl-run audit", () => {
  it("spells out what disagrees in 80 columns, and ends with 1", async () => {
    const { code, stdout } = await runCommand("audit");
    assert.equal(code, 1);
    assert.match(stdout, /│ all +│ 313 │ +24 │ +3 │ +31 │/);
    assert.match(stdout, /mismatch delta\/table3\/r11\/c8[^]*\+0\.61, printed \+0\.81/);
    assert.match(stdout, /15 of 184/);
    const words = stdout.split("\n").filter((line) => /\S +\S/.test(line));
    assert.deepEqual(
      words.filter((line) => line.length > 80),
      [],
    );
  });

  it("prints every item as CSV and as JSON", async () => {
    const csv = await runCommand("audit", "--format", "csv");
    assert.match(csv.stdout, /^id,category,verdict,where,claim,message,cells\n/);
    assert.match(csv.stdout, /delta\/table3\/r11\/c8,delta,mismatch/);
    const json = await runCommand("audit", "--json");
    const { items } = JSON.parse(json.stdout) as { items: object[] };
    assert.deepEqual([json.code, items.length], [1, 371]);
  });

  it("reads the paper that paper new writes, and ends with 0 where nothing disagrees", async () => {
    await inFolder(async (root) => {
      const folder = join(root, "paper");
      const made = await runCommand("paper", "new", folder);
      assert.equal(made.code, 0, made.stderr);
      const { code, stdout } = await runCommand("audit", folder);
      assert.deepEqual([code, stdout.includes("An example")], [0, true]);
      const again = await runCommand("paper", "new", folder);
      assert.equal(again.code, 2);
    });
  });
});
