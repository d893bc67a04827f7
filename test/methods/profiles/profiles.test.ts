import assert from "node:assert/strict";
import fc from "fast-check";
import { AmtlError } from "../../../src/base/errors.js";
import { PROFILES, profileOf } from "../../../src/methods/profiles/profiles.js";
import { cutSegments, defaultSegments } from "../../../src/experiment/layout/segments.js";

describe("profiles", () => {
  it("hold the released numbers at paper scale", () => {
    const bert = PROFILES.paper.schedule({}, ["extractor", "bilinear"]);
    assert.deepEqual(
      [bert.epochs, bert.batch, bert.rate, bert.groups[0]?.rate, bert.warmup, bert.clip],
      [30, 4, 4e-5, 1e-4, 0.06, 1],
    );
    assert.equal(PROFILES.paper.schedule({ size: "large" }, []).rate, 2e-5);
  });

  it("offer the nearest name", () => {
    assert.equal(profileOf("mini").id, "mini");
    assert.throws(
      () => profileOf("smok"),
      (error) => error instanceof AmtlError && error.details.fix === "--profile smoke",
    );
  });
});

describe("segments", () => {
  it("are the released ones for 96 relations and 4 segments, and Appendix A.1's otherwise", () => {
    assert.deepEqual(defaultSegments(4, 96), [10, 20, 46, 20]);
    assert.deepEqual(defaultSegments(4, 24), [3, 5, 11, 5]);
    assert.deepEqual(defaultSegments(9, 96), [10, 10, 10, 10, 10, 10, 10, 10, 16]);
    assert.deepEqual(defaultSegments(3, 65), [10, 10, 45]);
  });

  it("tile the relations, whatever their number", () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 12 }), fc.integer({ min: 1, max: 200 }), (n, count) => {
        const sizes = defaultSegments(n, count);
        assert.ok(sizes.every((size) => Number.isInteger(size) && size >= 1));
        assert.equal(sizes.length, Math.min(n, count));
        assert.equal(
          sizes.reduce((sum, size) => sum + size, 0),
          count,
        );
      }),
    );
  });

  it("are cut at the size of the label space", () => {
    assert.deepEqual(cutSegments([10, 20, 46, 20], 40), [10, 20, 10]);
    assert.deepEqual(cutSegments([10, 20, 46, 20], 30), [10, 20]);
    assert.deepEqual(cutSegments([10, 20, 46, 20], 96), [10, 20, 46, 20]);
  });
});
