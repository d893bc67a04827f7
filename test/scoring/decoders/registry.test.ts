import assert from "node:assert/strict";
import { AmtlError } from "../../../src/base/errors.js";
import { canonicalJson } from "../../../src/base/canonical.js";
import type { DecoderSpec } from "../../../src/contract/decoder.js";
import { LOSSES } from "../../../src/methods/losses/registry.js";
import { decoderOf } from "../../../src/scoring/decoders/index.js";

describe("the registry of decoders", () => {
  it("keeps every loss's decoder as it is written, since it is identity", () => {
    for (const { id, decoder } of LOSSES.values()) {
      assert.equal(canonicalJson(decoderOf(decoder).spec), canonicalJson(decoder), id);
    }
  });

  it("fills in what is left out: raw thresholds, as released", () => {
    assert.deepEqual(decoderOf({ rule: "th", k: 4 }).spec, {
      rule: "th",
      k: 4,
      threshold: "raw",
      factor: 1,
    });
  });

  const texts: readonly [DecoderSpec, string][] = [
    [{ rule: "th", k: 4 }, "th-4"],
    [{ rule: "zero", k: 0, tuned: "level" }, "zero-all-level-dev"],
    [{ rule: "th", k: 4, threshold: "averaged", factor: 0.875 }, "th-4-averaged-x0.875"],
  ];
  for (const [spec, text] of texts) {
    it(`says ${text}`, () => {
      assert.equal(decoderOf(spec).text, text);
    });
  }

  const refused: readonly [DecoderSpec, string, RegExp][] = [
    [{ rule: "ilp" }, "decoder.rule", /Unknown decoding rule/],
    [{ rule: "th" }, "decoder.k", /Invalid parameter k/],
    [{ rule: "th", k: 4, top: 3 }, "decoder.top", /Invalid parameter top/],
    [{ rule: "zero", k: 4, factor: 0 }, "decoder.factor", /Invalid parameter factor/],
    [{ rule: "zero", k: 4, tuned: "k" }, "decoder.tuned", /Invalid parameter tuned/],
  ];
  for (const [spec, where, message] of refused) {
    it(`refuses ${JSON.stringify(spec)}`, () => {
      assert.throws(
        () => decoderOf(spec),
        (error) =>
          error instanceof AmtlError &&
          error.details.where === where &&
          message.test(error.message),
      );
    });
  }
});
