import assert from "node:assert/strict";
import fc from "fast-check";
import { AmtlError } from "../../../src/base/errors.js";
import { jsonItems } from "../../../src/corpus/read/items.js";
import { parseJson } from "../../../src/corpus/read/json.js";

function errorOf(read: () => unknown): AmtlError {
  try {
    read();
  } catch (error) {
    assert.ok(error instanceof AmtlError && error.exitCode === 2, String(error));
    return error;
  }
  return assert.fail("it was accepted");
}

const items = (text: string): unknown[] =>
  [...jsonItems(Buffer.from(text), "f")].map(({ value }) => value);

/** What is wrong, where, and the head of the error. */
const kinds: readonly (readonly [text: string, line: number, column: number, head: RegExp])[] = [
  ['[{"a": 1},\n]', 2, 1, /^Trailing comma/],
  ['[{"a": 1,}]', 1, 10, /^Trailing comma/],
  ["[{'a': 1}]", 1, 3, /^Python literal/],
  ['[{"a": None}]', 1, 8, /^Python literal/],
  ['[{"a": True}]', 1, 8, /^Python literal/],
  ['[{"a": (1, 2)}]', 1, 8, /^Python literal/],
  ['[{"a": nan}]', 1, 8, /^No JSON number: nan/],
  ['[{"a": 1}\n {"a": 2}]', 2, 2, /^Missing comma/],
  ['[{"a": 1 "b": 2}]', 1, 10, /^Missing comma/],
  ["[{a: 1}]", 1, 3, /^JSON key without quotation marks/],
  ['[{"a": 1}] // done', 1, 12, /^Comment/],
  ['[{"a": 1}]\n[{"a": 2}]', 2, 1, /^More than one JSON value/],
  ['[{"a": "b\n"}]', 1, 8, /^Unfinished JSON string/],
  ['[{"a": "\\x"}]', 1, 8, /^Invalid escape/],
  ['[{"a": 1}, {"a": "b', 1, 18, /^Unexpected end of JSON/],
  ['[{"a": 1}, {"a": tr', 1, 18, /^Unexpected end of JSON/],
  ['[{"a": 1},', 1, 11, /^Unexpected end of JSON/],
  ['[{"a": tensor(0.5)}]', 1, 8, /^Python literal/],
  ['[{"a": np.float32(0.5)}]', 1, 8, /^Python literal/],
  ['{"a": 1},\n{"a": 2}', 1, 9, /^Comma between/],
  ['[{"a": 1}]\0\0', 1, 11, /^Null bytes/],
  ["a,b\n1,2\n", 1, 1, /^CSV/],
  ["<html>", 1, 1, /^Web page/],
  ["[{}, ?]", 1, 6, /^Invalid JSON/],
];

describe("mistakes in JSON", () => {
  for (const [text, line, column, head] of kinds) {
    it(`are told by their kind: ${JSON.stringify(text)}`, () => {
      for (const read of [() => items(text), () => parseJson(text, "f")]) {
        const { message, details } = errorOf(read);
        assert.match(message, head);
        assert.equal(details.where, `f, line ${line}, column ${column}`);
        assert.ok(details.fix !== undefined);
      }
    });
  }

  it("are told in the line that holds them, where each line is a value", () => {
    const lines = ['{"a": 1}', '{"a": 1', '{"a": 1}'];
    const { message, details } = errorOf(() => items(lines.join("\n")));
    assert.match(message, /^Unexpected end/);
    assert.equal(details.where, "f, line 2, column 8");
    assert.match(details.got ?? "", /end of the line/);
    assert.match(
      errorOf(() => items('{"a": 1},\n{"a": 2},')).details.where ?? "",
      /line 1, column 9/,
    );
  });

  it("count columns in characters", () => {
    assert.match(errorOf(() => items('[{"é漢": ,}]')).details.where ?? "", /column 9$/);
  });
});

describe("jsonItems", () => {
  const someValue = fc.oneof(fc.jsonValue(), fc.dictionary(fc.string(), fc.jsonValue()));

  it("gives the elements of a list, however it is written", () => {
    fc.assert(
      fc.property(fc.array(someValue), fc.constantFrom(0, 1, "\t"), (values, indent) => {
        // An array that begins with a string is one value: a name triple.
        fc.pre(typeof values[0] !== "string");
        const text = JSON.stringify(values, null, indent);
        const want: unknown = JSON.parse(text);
        assert.deepEqual(items(text), want);
      }),
    );
  });

  it("gives the values of lines, and their numbers", () => {
    fc.assert(
      fc.property(
        fc.array(fc.dictionary(fc.string(), fc.jsonValue()), { minLength: 1 }),
        (values) => {
          const text = values.map((value) => `${JSON.stringify(value)}\n\n`).join("");
          const found = [...jsonItems(Buffer.from(text), "f")];
          assert.deepEqual(
            found.map(({ value, line }) => [value, line]),
            values.map((value, at): unknown[] => [JSON.parse(JSON.stringify(value)), 2 * at + 1]),
          );
        },
      ),
    );
  });

  it("says how whatever is cut off is no JSON, and never gives what is not there", () => {
    const text = JSON.stringify([{ a: ["b", '\\"', 1.5e3], c: { d: null } }, { e: "[]" }]);
    for (let end = 1; end < text.length; end++) {
      assert.match(errorOf(() => items(text.slice(0, end))).message, /^Unexpected end of JSON/);
    }
  });

  it("takes the same time for a list on one line, for lines and for an indented list", () => {
    const values = Array.from({ length: 40_000 }, (_, at) => ({
      title: `t${at}`,
      h_idx: at,
      r: "P17",
    }));
    const time = (text: string): number => {
      const bytes = Buffer.from(text);
      const begin = process.cpuUsage();
      let count = 0;
      for (const { value } of jsonItems(bytes, "f")) count += Number(value !== null);
      assert.equal(count, values.length);
      const { user, system } = process.cpuUsage(begin);
      return (user + system) / 1e6;
    };
    const list = time(JSON.stringify(values));
    const lines = time(values.map((value) => JSON.stringify(value)).join("\n"));
    const indented = time(JSON.stringify(values, null, 1));
    // Looking through the file again for every value takes minutes.
    for (const each of [list, lines, indented])
      assert.ok(each < 5, `${list} ${lines} ${indented} s`);
  });
});
