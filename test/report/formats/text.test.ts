import assert from "node:assert/strict";
import { stripVTControlCharacters } from "node:util";
import { tableText } from "../../../src/report/formats/text.js";
import type { ReportTable } from "../../../src/report/table.js";
import { asTable, someCells } from "../results.js";

async function view(
  profile: "smoke" | "mini" | "paper",
  f1OfSeed: Readonly<Record<number, number>>,
): Promise<ReportTable> {
  const { cells } = await someCells(profile, f1OfSeed);
  return asTable(cells, profile);
}

describe("the table on a terminal", () => {
  it("shows ours above the paper's and names profile and seeds", async () => {
    const text = tableText(await view("smoke", { 5: 70, 42: 71.5 }), 80, false);
    assert.match(text, /^table4: Losses\nprofile smoke, seeds 5, 42\n/);
    assert.match(text, /│ ATL +│ +70\.75 ± 1\.06 │/);
    assert.match(text, /│ +paper │ +73\.29q │/);
    assert.match(text, /over 2 seeds/);
    assert.match(text, /q quoted/);
    assert.doesNotMatch(text, /-2\.54/);
    assert.match(text, /another scale/);
  });

  it("shows deltas at the paper's scale", async () => {
    const text = tableText(await view("paper", { 5: 70, 42: 71.5 }), 80, false);
    assert.match(text, /73\.29q \(-2\.54\)/);
    assert.doesNotMatch(text, /another scale/);
  });

  it("says what is missing, half done or without data", async () => {
    const missing = tableText(await view("mini", {}), 80, false);
    assert.match(missing, /│ +missing │/);
    assert.match(missing, /│ +no data │/);
    assert.match(missing, /profile mini has no docgnre-gpt\/train/);
    const half = tableText(await view("smoke", { 5: 70 }), 80, false);
    assert.match(half, /70\.00 \(1\/2\)/);
    assert.match(half, /\nOne seed: /);
    assert.doesNotMatch(half, /deviation/);
  });

  it("names settings that differ from the profile's", async () => {
    const changed = { ...(await view("smoke", {})), settings: ["epochs=3"] };
    assert.match(tableText(changed, 80, false), /profile smoke, epochs=3, seeds/);
  });

  for (const width of [40, 60, 80]) {
    it(`fits into ${width} columns without losing a cell`, async () => {
      const text = tableText(await view("smoke", { 5: 70, 42: 71.5 }), width, false);
      const table = text.split("\n").filter((line) => /^[│┌├└]/.test(line));
      for (const line of table) assert.ok(line.length <= width, line);
      assert.equal(text.match(/70\.75 ± 1\.06/g)?.length, 4);
      assert.equal(text.match(/69\.75 ± 1\.06/g)?.length, 2);
    });
  }

  it("has escape codes only where colour is wanted, and they change nothing else", async () => {
    const shown = await view("smoke", { 5: 70, 42: 71.5 });
    const plain = tableText(shown, 80, false);
    const coloured = tableText(shown, 80, true);
    assert.ok(!plain.includes("\u001b["));
    assert.ok(coloured.includes("\u001b[2m"));
    assert.equal(stripVTControlCharacters(coloured), plain);
  });
});
