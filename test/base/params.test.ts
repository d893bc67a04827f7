import assert from "node:assert/strict";
import { AmtlError } from "../../src/base/errors.js";
import { params } from "../../src/base/params.js";

const schema = params({
  margin: { kind: "number", default: 5, above: 0 },
  share: { kind: "number", default: 0, min: 0 },
  label: { kind: "choice", default: "segment", of: ["segment", "slice"] },
  shifted: { kind: "switch", default: false },
});

describe("parameters", () => {
  it("get their defaults, in the order of the rules", () => {
    const parsed = schema.parse({ shifted: true, margin: 2 });
    assert.deepEqual(parsed, { margin: 2, share: 0, label: "segment", shifted: true });
    assert.deepEqual(Object.keys(parsed), ["margin", "share", "label", "shifted"]);
    assert.deepEqual(params({}).parse({}), {});
  });

  it("that were added later are left out while they have their default", () => {
    const added = params({ scale: { kind: "number", default: 0.25, above: 0, isAddition: true } });
    assert.deepEqual(added.parse({}), {});
    assert.deepEqual(added.parse({ scale: 0.25 }), {});
    assert.deepEqual(added.parse({ scale: 1 }), { scale: 1 });
  });

  it("refuse values of another kind or out of range, and say what is expected", () => {
    const bad: readonly (readonly [string, unknown, RegExp])[] = [
      ["margin", 0, /above 0/],
      ["margin", "5", /a number/],
      ["margin", NaN, /a number/],
      ["share", -1, /at least 0/],
      ["label", "none", /segment, slice/],
      ["shifted", 1, /true or false/],
    ];
    for (const [name, value, expected] of bad) {
      assert.throws(
        () => schema.parse({ [name]: value }),
        (error) =>
          error instanceof AmtlError &&
          error.details.where === `params.${name}` &&
          expected.test(error.details.expected ?? ""),
      );
    }
  });

  it("offer the nearest of an unknown name", () => {
    assert.throws(
      () => schema.parse({ margn: 1 }),
      (error) => error instanceof AmtlError && error.details.fix === "write margin",
    );
  });
});
