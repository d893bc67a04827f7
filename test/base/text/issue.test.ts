import assert from "node:assert/strict";
import { z } from "zod";
import { expectedText, valueAt } from "../../../src/base/text/issue.js";
import { ruleShape } from "../../../src/extensions/rule-shape.js";

/** What a schema has to say of a value. */
function said(schema: z.ZodType, value: unknown): string {
  const { error } = schema.safeParse(value);
  assert.ok(error !== undefined);
  const [issue] = error.issues;
  return `${expectedText(issue)}; got ${valueAt(value, issue.path)}`;
}

describe("what a schema expected", () => {
  for (const [schema, value, text] of [
    [z.object({ a: z.string() }), { a: 3 }, "a text; got 3"],
    [z.object({ a: z.number() }), {}, "a number; got nothing"],
    [z.int(), 2.5, "a whole number; got 2.5"],
    [z.array(z.string()), "x", 'a list; got "x"'],
    [z.strictObject({}), { b: 1 }, 'no field b; got {"b":1}'],
    [z.enum(["p", "q"]), "r", '"p" or "q"; got "r"'],
    [z.literal(1), 2, "1; got 2"],
    [z.number().min(3), 2, "at least 3; got 2"],
    [z.number().gt(3), 3, "more than 3; got 3"],
    [z.array(z.number()).min(2), [1], "at least 2 entries; got [1]"],
    [z.string().max(1), "ab", 'at most 1 characters; got "ab"'],
    [
      z.union([z.string(), z.number()]),
      null,
      "one of several forms, none of which it has; got null",
    ],
    [
      z.discriminatedUnion("kind", [z.object({ kind: z.literal("a") })]),
      { kind: "b" },
      'a known kind; got "b"',
    ],
    [z.string().regex(/^a/, "expected an a"), "b", 'an a; got "b"'],
    [ruleShape, { kind: "numer" }, 'kind "number" or "choice" or "switch"; got {"kind":"numer"}'],
    [ruleShape, { kind: "number", default: "1" }, 'a number; got "1"'],
    [
      ruleShape,
      { kind: "number", default: -1, min: 0 },
      'a default that min, above and whole allow; got {"kind":"number","default":-1,"min":0}',
    ],
  ] as const) {
    it(`is ${JSON.stringify(text)}`, () => {
      assert.equal(said(schema, value), text);
    });
  }
});
