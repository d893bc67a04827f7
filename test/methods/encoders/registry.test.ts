import assert from "node:assert/strict";
import type { EncoderSpec } from "../../../src/contract/corpus/encoder.js";
import { ownEncoder } from "../../../src/methods/encoders/own.js";
import {
  encoderIn,
  ENCODERS,
  encodersWith,
  hasDropout,
} from "../../../src/methods/encoders/registry.js";
import { constructEncoder } from "../../../src/nn/encoder/constructed.js";

describe("what runs where a table names an encoder", () => {
  it("is what stands for the paper's in a profile, if anything does", () => {
    const found = (["smoke", "mini", "paper"] as const).map((profile) =>
      ["bert-base-cased", "roberta-large"].map((name) => encoderIn(profile, name, ENCODERS)),
    );
    assert.deepEqual(found, [
      ["tiny-bert", "tiny-roberta"],
      ["minilm-l6", null],
      ["bert-base-cased", "roberta-large"],
    ]);
  });

  it("is the encoder itself where it stands for none of the paper's, or is a user's", () => {
    const own = encodersWith([ownEncoder("mine", { kind: "folder", folder: "/mine" })]);
    for (const profile of ["smoke", "mini", "paper"] as const) {
      assert.equal(encoderIn(profile, "mine", own), "mine");
      assert.equal(encoderIn(profile, "minilm-l6", own), "minilm-l6");
    }
  });
});

/** Parameters of a BERT or RoBERTa of these sizes, pooler included. */
function parameters({ family, sizes }: EncoderSpec): number {
  assert.ok(sizes !== undefined);
  const { vocabulary, width: d, layers, feedForward: f } = sizes;
  // RoBERTa has two positions more, which name none, and one type of token.
  const rows = vocabulary + (family === "roberta" ? 514 + 1 : 512 + 2);
  const norm = 2 * d;
  const layer = 4 * (d * d + d) + norm + (d * f + f) + (f * d + d) + norm;
  return rows * d + norm + layers * layer + (d * d + d);
}

describe("published encoders", () => {
  it("have as many parameters as their authors' files", () => {
    const counted = [...ENCODERS.values()]
      .filter(({ sizes }) => sizes !== undefined)
      .map((encoder) => [encoder.id, parameters(encoder)]);
    assert.deepEqual(Object.fromEntries(counted), {
      "bert-base-cased": 108_310_272,
      "bert-base-uncased": 109_482_240,
      "minilm-l6": 22_713_216,
      "roberta-large": 355_359_744,
    });
  });

  it("know which may drop entries in training: the runs of others do not depend on how they are drawn", () => {
    const { config } = constructEncoder("bert", 50);
    assert.deepEqual([config.hiddenDropout, config.attentionDropout], [0, 0]);
    const isConstructed = ({ origin }: EncoderSpec): boolean => origin.kind === "constructed";
    const all = [...ENCODERS.values()];
    assert.equal(all.filter(isConstructed).length, 2);
    for (const each of all) assert.equal(hasDropout(each.id), !isConstructed(each), each.id);
    assert.equal(hasDropout("one of a user's"), true);
  });
});
