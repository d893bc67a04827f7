import assert from "node:assert/strict";
import fc from "fast-check";
import { canonicalJson, type Json } from "../../src/base/canonical.js";

const json = fc.jsonValue({ maxDepth: 4 }) as fc.Arbitrary<Json>;

/** The same value with the keys of every object in the opposite order. */
function reversed(value: Json): Json {
  if (value === null || typeof value !== "object") return value;
  if (Array.isArray(value)) return value.map(reversed);
  const entries = Object.entries(value as Record<string, Json>);
  return Object.fromEntries(entries.reverse().map(([key, item]) => [key, reversed(item)]));
}

describe("canonicalJson", () => {
  it("sorts keys by code unit, numbers among them, at every depth", () => {
    const value = { b: [{ z: 1, a: "x" }], "9": true, "10": null, B: {} };
    assert.equal(canonicalJson(value), '{"10":null,"9":true,"B":{},"b":[{"a":"x","z":1}]}');
  });

  it("leaves out what is undefined", () => {
    assert.equal(canonicalJson({ a: undefined, b: 1, c: undefined }), '{"b":1}');
  });

  it("gives equal bytes for equal values, and says all of them", () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value);
        assert.equal(text, canonicalJson(reversed(value)));
        assert.deepEqual(JSON.parse(text), JSON.parse(JSON.stringify(value)));
      }),
    );
  });

  it("refuses numbers that JSON cannot say", () => {
    for (const number of [NaN, Infinity, -Infinity]) {
      assert.throws(() => canonicalJson({ a: [number] }), TypeError);
    }
  });
});
