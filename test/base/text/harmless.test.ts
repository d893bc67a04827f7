import assert from "node:assert/strict";
import { harmless } from "../../../src/base/text/harmless.js";

describe("harmless", () => {
  it("leaves colours, tabs and line feeds, and shows what steers a terminal", () => {
    assert.equal(harmless("a\tb\n\u001b[31mred\u001b[0m 漢"), "a\tb\n\u001b[31mred\u001b[0m 漢");
    for (const steers of [
      "\u001b]0;title\u0007",
      "\u001b[2J",
      "\u001b]52;c;eA==\u0007",
      "\u009b2J",
      "\u0008",
      "\r",
    ])
      assert.doesNotMatch(harmless(steers), /\p{Cc}/u);
  });
});
