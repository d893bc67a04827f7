import assert from "node:assert/strict";
import fc from "fast-check";
import { harmless, plainLabel } from "../../../src/base/text/harmless.js";

describe("harmless", () => {
  it("leaves dim text, tabs and line feeds, and shows what steers a terminal", () => {
    assert.equal(harmless("a\tb\n\u001b[2mdim\u001b[22m 漢"), "a\tb\n\u001b[2mdim\u001b[22m 漢");
    for (const steers of [
      "\u001b]0;title\u0007",
      "\u001b[2J",
      "\u001b]52;c;eA==\u0007",
      "\u009b2J",
      "\u0008",
      "\u001b[31mred\u001b[0m",
      "\u001b[8mhidden",
      "\r",
    ])
      assert.doesNotMatch(harmless(steers), /\p{Cc}/u);
    assert.equal(harmless("a\u202eb"), "a\ufffdb");
  });
});

describe("plainLabel", () => {
  it("leaves every script and sign, and line feeds", () => {
    for (const label of ["自适应阈值", "عتبة", "סף", "👩‍🔬 Ours+", "=1+1", "é", "two\nlines", "a\tb"])
      assert.equal(plainLabel(label), label);
    assert.equal(plainLabel("a\r\nb\rc"), "a\nb\nc");
  });

  it("holds nothing that steers a terminal or that XML cannot hold, whatever is given", () => {
    const unit = fc.constantFrom(
      "\u001b",
      "[31m",
      "\u0000",
      "\u009b",
      "\ud800",
      "\uffff",
      "\u202e",
      "a",
      "漢",
    );
    fc.assert(
      fc.property(fc.string({ unit }), (text) => {
        const plain = plainLabel(text);
        assert.doesNotMatch(plain, /[^\P{Cc}\t\n]|\p{Cs}|[\uffff\u202a-\u202e]/u);
        assert.equal(plainLabel(plain), plain);
      }),
    );
  });
});
