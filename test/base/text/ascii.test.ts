import assert from "node:assert/strict";
import { asciiText, wantsAscii } from "../../../src/base/text/ascii.js";
import { textTable } from "../../../src/base/text/table.js";
import { runCommandIn } from "../../support/commands/command.js";

describe("text in ASCII", () => {
  it("is what a table is made of, columns as they were", () => {
    const table = textTable(["loss", "F1"], [["ATL", "86.02 ± 1.00"]]);
    const plain = asciiText(table.replace("±", "+"));
    assert.match(plain, /^[\x20-\x7e\n]+$/);
    assert.deepEqual(
      plain.split("\n").map((line) => line.length),
      table.split("\n").map((line) => line.length),
    );
    assert.equal(asciiText("1 → 2, 3 ± 1…"), "1 -> 2, 3 +/- 1...");
    assert.equal(asciiText("自适应阈值 Zürich"), "自适应阈值 Zürich");
  });

  it("is wanted where the locale is C, by the variable that counts", () => {
    assert.equal(wantsAscii({}), false);
    assert.equal(wantsAscii({ LANG: "C" }), true);
    assert.equal(wantsAscii({ LANG: "C", LC_ALL: "en_GB.UTF-8" }), false);
    assert.equal(wantsAscii({ LANG: "C.UTF-8", LC_ALL: "" }), false);
    assert.equal(wantsAscii({ LANG: "de_DE.UTF-8", LC_CTYPE: "POSIX" }), true);
  });

  it("is what commands print then, but not what programs read", async () => {
    const env = { LC_ALL: "C" };
    const { stdout } = await runCommandIn(env, "list");
    assert.match(stdout, /^[\x20-\x7e\n]+$/);
    assert.match((await runCommandIn({ LC_ALL: "C.UTF-8" }, "list")).stdout, /┌─/);
    const [json, same] = [
      await runCommandIn(env, "list", "--json"),
      await runCommandIn({}, "list", "--json"),
    ];
    assert.equal(json.stdout, same.stdout);
  });
});
