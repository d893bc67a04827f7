import assert from "node:assert/strict";
import fc from "fast-check";
import { fold, forStream, shorten } from "../../../src/base/text/fold.js";

const words = fc
  .array(fc.string({ unit: fc.constantFrom("a", "b", "c"), minLength: 1, maxLength: 12 }), {
    minLength: 1,
  })
  .map((list) => list.join(" "));

describe("lines on a narrow terminal", () => {
  it("are no wider than it, but for single words, and lose nothing", () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 20, max: 80 }), (text, width) => {
        const lines = fold(text, width).split("\n");
        for (const line of lines) assert.ok(line.length <= width);
        assert.deepEqual(lines.join(" ").split(/ +/).filter(Boolean), text.split(" "));
      }),
    );
  });

  it("keep a path whole, and short lines as they are", () => {
    const path = `/${"folder/".repeat(20)}stderr.log`;
    assert.ok(fold(`failed: see ${path} for more`, 40).split("\n").includes(`      ${path}`));
    assert.equal(fold("  two   columns", 40), "  two   columns");
  });

  it("show both ends of a label that does not fit", () => {
    assert.equal(shorten("atlop amtl minilm-l6 redocred seed 66", 20), "atlop amt…ed seed 66");
    assert.equal(shorten("short", 20), "short");
  });

  it("are left alone where there is no terminal", () => {
    const text = "word ".repeat(40);
    assert.equal(forStream(text, { isTTY: false, columns: 40 }), text);
    assert.notEqual(forStream(text, { isTTY: true, columns: 40 }), text);
  });
});
