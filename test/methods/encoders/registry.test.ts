import assert from "node:assert/strict";
import { ownEncoder } from "../../../src/methods/encoders/own.js";
import { encoderIn, ENCODERS, encodersWith } from "../../../src/methods/encoders/registry.js";

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
