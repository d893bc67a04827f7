import assert from "node:assert/strict";
import { canonicalJson } from "../../src/base/canonical.js";
import {
  bool,
  both,
  byField,
  checked,
  count,
  either,
  fields,
  json,
  listOf,
  nullable,
  number,
  oneOf,
  optional,
  percent,
  recordOf,
  text,
  type Shape,
  type Shaped,
} from "../../src/base/shape.js";

interface Owner {
  readonly host: string;
  readonly pid: number;
  readonly note?: string;
}
// The compiler holds a shape to the type that it is declared for, and gives its own type where none is declared.
const owner: Shape<Owner> = fields({ host: text, pid: count, note: optional(text) });
const event = byField("type", {
  said: fields({ type: oneOf("said"), words: listOf(text) }),
  ended: fields({ type: oneOf("ended"), code: nullable(number) }),
});

describe("a shape", () => {
  const flaws: readonly (readonly [Shape<unknown>, unknown, string | null])[] = [
    [owner, { host: "a", pid: 3 }, null],
    [owner, { host: "a", pid: 3, note: "x", later: [] }, null],
    [owner, { host: "a", pid: 3, note: null }, "note is null, expected a text"],
    [owner, { host: "a", pid: -3 }, "pid is -3, expected a count"],
    [owner, { pid: 3 }, "host is absent, expected a text"],
    [owner, [], "it is [], expected an object"],
    [owner, null, "it is null, expected an object"],
    [event, { type: "said", words: ["a", 1] }, "words[1] is 1, expected a text"],
    [event, { type: "ended", code: null }, null],
    [event, { type: "toString" }, 'type is "toString", expected one of said, ended'],
    [recordOf(owner), { a: { host: "a", pid: 0 }, b: 1 }, "b is 1, expected an object"],
    [either(count, text), true, "it is true, expected a text"],
    [
      both(owner, fields({ ok: bool })),
      { host: "a", pid: 3 },
      "ok is absent, expected true or false",
    ],
    [checked(count, (n) => (n % 2 === 0 ? null : `${n} is odd`)), 3, "3 is odd"],
    [
      checked(count, (n) => (n % 2 === 0 ? null : `${n} is odd`)),
      "3",
      'it is "3", expected a count',
    ],
    [percent, 101, "it is 101, expected a percentage"],
    [percent, 100.0001, null],
    [number, Number.NaN, "it is NaN or Infinity, expected a number"],
    [oneOf(1, 2), 3, "it is 3, expected 1 or 2"],
    [json, { anything: [1, null] }, null],
  ];
  for (const [shape, value, flaw] of flaws) {
    it(`says of ${JSON.stringify(value)}: ${flaw ?? "nothing"}`, () => {
      assert.equal(shape.flaw(value, ""), flaw);
      assert.equal(shape.fits(value), flaw === null);
    });
  }

  it("gives the type that it checks", () => {
    const value: unknown = { type: "ended", code: 3 };
    assert.ok(event.fits(value));
    const found: Shaped<typeof event> = value;
    assert.equal(found.type === "ended" ? found.code : null, 3);
  });
});

describe("what JSON can say", () => {
  it("takes interfaces in, and neither maps nor functions", () => {
    const someone: Owner = { host: "a", pid: 3 };
    assert.equal(canonicalJson(someone), '{"host":"a","pid":3}');
    assert.ok(canonicalJson([{ someone, list: [1, null, "x"] }]));
    // @ts-expect-error a Map is written as {}
    canonicalJson(new Map<string, string>());
    // @ts-expect-error a function is not written at all
    canonicalJson({ run: () => 3 });
    // @ts-expect-error nobody knows what this is
    canonicalJson(null as unknown);
  });
});
