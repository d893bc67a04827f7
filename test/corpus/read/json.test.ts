import assert from "node:assert/strict";
import fc from "fast-check";
import { AmtlError } from "../../../src/base/errors.js";
import { parseJson } from "../../../src/corpus/read/json.js";

function errorOf(text: string): AmtlError {
  try {
    parseJson(text, "file.json");
  } catch (error) {
    assert.ok(error instanceof AmtlError);
    return error;
  }
  return assert.fail(`${text} was accepted`);
}

/** line, column, what was expected */
const places: readonly (readonly [string, number, number, string])[] = [
  ['[{"a":1,}]', 1, 9, "key"],
  ["[1,2", 1, 5, ", or ]"],
  ["[1\n, x]", 2, 3, "value"],
  ["[]]", 1, 3, "nothing more"],
  ['{"a" 1}', 1, 6, ":"],
  ['{"a": 1\n "b": 2}', 2, 2, ", or }"],
  ['[\n\n"never ends', 3, 1, "value or ]"],
  ["[01]", 1, 2, "value or ]"],
  ["[nul]", 1, 2, "value or ]"],
  ['["\\x"]', 1, 2, "value or ]"],
  ["", 1, 1, "value"],
];

describe("parseJson", () => {
  it("says where a text of megabytes is cut off in a string, however many escapes it has", () => {
    const { message, details } = errorOf(`["${String.raw`ab\n`.repeat(5_000_000)}`);
    assert.equal(message, "Unexpected end of JSON");
    assert.equal(details.where, "file.json, line 1, column 2");
  });

  it("says that brackets are nested without end, closed or not", () => {
    const open = "[".repeat(200_000);
    assert.equal(errorOf(open).message, "Unexpected end of JSON");
    assert.equal(errorOf(open + "]".repeat(200_000)).message, "JSON is nested too deep");
  });

  for (const [text, line, column, expected] of places) {
    it(`says where ${JSON.stringify(text)} is torn`, () => {
      const { exitCode, details } = errorOf(text);
      assert.equal(exitCode, 2);
      assert.equal(details.where, `file.json, line ${line}, column ${column}`);
      assert.equal(details.expected, expected);
    });
  }

  it("returns what JSON.parse returns", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const text = JSON.stringify(value, null, 1);
        assert.deepEqual(parseJson(text, "f"), JSON.parse(text));
      }),
    );
  });

  it("finds the end of what a cut file holds, wherever it was cut", () => {
    const text = JSON.stringify([{ a: ["b", '\\"', 1.5e3], c: { d: null, e: [true, {}] } }, []]);
    for (let end = 0; end < text.length; end++) {
      const { where } = errorOf(text.slice(0, end)).details;
      const column = Number(/column (\d+)$/.exec(where ?? "")?.[1]);
      const offset = column - 1;
      assert.ok(offset <= end, `column ${column} lies beyond the ${end} characters`);
      // What comes before is whole tokens; what is left is at most one torn token.
      assert.match(text.slice(offset, end), /^("[^"]*\\?"?[^"]*|\w[\w.]*|)$/);
    }
  });

  it("puts a stray character where it was put", () => {
    const text = '[{"title": "x", "n": [1, 2]}, {}]';
    for (const at of [0, 1, 9, 15, 24, 28, 32, text.length]) {
      const { where } = errorOf(`${text.slice(0, at)}%${text.slice(at)}`).details;
      assert.equal(where, `file.json, line 1, column ${at + 1}`);
    }
  });
});
