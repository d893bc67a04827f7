import assert from "node:assert/strict";
import { shown } from "../../../src/base/text/shown.js";

describe("a value in a message", () => {
  it("is JSON, cut off", () => {
    assert.equal(shown({ a: [1, "b"] }), '{"a":[1,"b"]}');
    assert.equal(shown("a\n"), '"a\\n"');
    assert.equal(shown(undefined), "nothing");
    assert.equal(shown("x".repeat(300), 20), `"${"x".repeat(16)}...`);
    assert.equal(shown(Array.from({ length: 300 }, () => 1)).length, 120);
  });

  it("is named by its kind where JSON cannot say it", () => {
    const circle: unknown[] = [];
    circle.push(circle);
    const deep: unknown = JSON.parse("[".repeat(200_000) + "]".repeat(200_000));
    for (const list of [circle, deep]) assert.equal(shown(list), "a list that JSON cannot say");
    const throwing = {
      get a(): never {
        throw new Error("no");
      },
    };
    assert.equal(shown(throwing), "an object that JSON cannot say");
    assert.equal(shown({ a: 1n }), "an object that JSON cannot say");
    assert.equal(shown(1n), "1n");
    assert.equal(
      shown(() => 1),
      "a function",
    );
    assert.equal(shown(Symbol("s")), "a symbol");
  });
});
